using System.Net;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Data.Seed;
using CoP.Web.Features.Calendars.Choices;
using CoP.Web.Features.CoReflection;
using CoP.Web.Tests.CoReflection;
using CoP.Web.Tests.Infrastructure;
using Ical.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using ForeignEvent = Ical.Net.CalendarComponents.CalendarEvent;

namespace CoP.Web.Tests.Calendars;

public abstract class FeedTests(Site site)
{
    [Fact]
    public async Task A_private_address_is_shown_once_and_gives_anyone_who_has_it_the_calendar()
    {
        var (ana, address) = await Subscribed();
        Assert.DoesNotContain(address, (await ana.Get("/calendar/feeds")).Body, StringComparison.Ordinal);
        var page = (await site.Visit().First(address)).Is(HttpStatusCode.OK);
        Assert.Equal("text/calendar; charset=utf-8", page.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("private", page.Response.Headers.CacheControl!.ToString());
        Assert.False(page.Response.Headers.Contains("Set-Cookie"));
        Assert.False(page.Response.Headers.ETag!.IsWeak);
        var starts = Starts(page, 3);
        Assert.Equal([Circles.Tuesday.StartsAt, Circles.Tuesday.StartsAt + Duration.FromDays(7) - Duration.FromHours(1), Circles.Tuesday.StartsAt + Duration.FromDays(14) - Duration.FromHours(1)], starts);
    }

    [Fact]
    public async Task Of_the_secret_only_a_hash_is_kept()
    {
        var (ana, address) = await Subscribed();
        var secret = address[(address.LastIndexOf('/') + 1)..^".ics".Length];
        Assert.Equal(43, secret.Length);
        var feed = await site.Read(db => db.Feeds.AsNoTracking().SingleAsync(f => f.MemberId == ana.Member.Id));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Buffers.Text.Base64Url.DecodeFromChars(secret)), feed.SecretHash);
    }

    [Fact]
    public async Task Whoever_has_the_calendar_already_is_told_so()
    {
        var (_, address) = await Subscribed();
        var first = await site.Visit().First(address);
        var (tag, modified) = (first.Response.Headers.ETag!, first.Response.Content.Headers.LastModified!.Value);
        var (same, other) = (tag.Tag, "\"0000\"");
        await Answers(HttpStatusCode.NotModified, ("If-None-Match", same));
        await Answers(HttpStatusCode.NotModified, ("If-None-Match", "W/" + same));
        await Answers(HttpStatusCode.NotModified, ("If-None-Match", $"{other}, {same}"));
        await Answers(HttpStatusCode.NotModified, ("If-None-Match", "*"));
        await Answers(HttpStatusCode.OK, ("If-None-Match", other));
        await Answers(HttpStatusCode.OK, ("If-None-Match", "nonsense"));
        await Answers(HttpStatusCode.NotModified, ("If-Modified-Since", modified.ToString("R")));
        await Answers(HttpStatusCode.NotModified, ("If-Modified-Since", modified.AddDays(1).ToString("R")));
        await Answers(HttpStatusCode.OK, ("If-Modified-Since", modified.AddSeconds(-1).ToString("R")));
        await Answers(HttpStatusCode.OK, ("If-Modified-Since", "yesterday"));
        // If-None-Match decides alone where it is there (RFC 9110 §13.2.2).
        await Answers(HttpStatusCode.OK, ("If-None-Match", other), ("If-Modified-Since", modified.AddDays(1).ToString("R")));
        await Answers(HttpStatusCode.NotModified, ("If-None-Match", same), ("If-Modified-Since", modified.AddDays(-1).ToString("R")));

        async Task Answers(HttpStatusCode status, params (string, string)[] conditions)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            foreach (var (name, value) in conditions) request.Headers.TryAddWithoutValidation(name, value);
            var answer = (await site.Visit().First(request)).Is(status);
            Assert.Equal(tag, answer.Response.Headers.ETag);
            if (status != HttpStatusCode.NotModified) return;
            Assert.Empty(answer.Bytes);
            Assert.Equal("private", answer.Response.Headers.CacheControl!.ToString());
        }
    }

    /// <summary>What changes is in the next answer, for a program that asks whether what it has still holds; nothing waits for a time to pass.</summary>
    [Fact]
    public async Task Whatever_takes_something_out_or_changes_words_takes_effect_at_the_very_next_fetch()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        var address = await Subscribe(ben, detailed: true);
        var held = await site.Visit().First(address);
        await Again(HttpStatusCode.NotModified);

        await site.Write(async db => (await db.CalendarChoicesOf(ben.Member.Id)).Choose(Alarm.Hour, invitations: false));
        Assert.Contains("TRIGGER:-PT1H", (await Again(HttpStatusCode.OK)).Body);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Member.Id)).Introduce("Ben", "es", "America/New_York"));
        Assert.Contains("Comunidad de práctica", (await Again(HttpStatusCode.OK)).Body);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Describe(Circles.Peers with { Name = "River circle" }, await Viewer(db, ana)));
        Assert.Contains("SUMMARY:River circle", (await Again(HttpStatusCode.OK)).Body);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Describe(Circles.Peers with { Place = "https://video.example/room-8" }, await Viewer(db, ana)));
        Assert.Contains("room-8", (await Again(HttpStatusCode.OK)).Body.Replace("\r\n ", "", StringComparison.Ordinal));
        await ana.Post(Circles.Session(id, 3) + "/cancel");
        Assert.Contains("EXDATE", (await Again(HttpStatusCode.OK)).Body);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).StopAfter(new LocalDate(2031, 6, 1), ana.Member.Id, site.Now));
        Assert.Contains("UNTIL", (await Again(HttpStatusCode.OK)).Body);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Leave(ben.Member.Id, site.Now));
        Assert.Empty(Calendar.Load((await Again(HttpStatusCode.OK)).Body)!.Events);
        await site.Join(id, ben);
        Assert.Single(Calendar.Load((await Again(HttpStatusCode.OK)).Body)!.Events);
        // Another role at work, and it is not for them any more.
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Member.Id)).TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, Areas.Western)));
        Assert.Empty(Calendar.Load((await Again(HttpStatusCode.OK)).Body)!.Events);
        await Again(HttpStatusCode.NotModified);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Member.Id)).Suspend());
        await Again(HttpStatusCode.NotFound);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Member.Id)).Readmit());
        await Again(HttpStatusCode.NotModified);
        await ben.Post("/calendar/feed", ("_method", "DELETE"), ("of", "Everything"));
        await Again(HttpStatusCode.NotFound);

        async Task<Page> Again(HttpStatusCode status)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.IfNoneMatch.Add(held.Response.Headers.ETag!);
            var answer = (await site.Visit().First(request)).Is(status);
            if (status == HttpStatusCode.OK) held = answer;
            return answer;
        }
    }

    [Fact]
    public async Task A_meeting_out_of_sight_is_gone_at_the_next_fetch_on_every_node()
    {
        // A meeting is everyone's: it would stand in the calendars of the other tests.
        await using var own = await Site.On(site.Kind);
        var ana = await own.SignIn(Kind.Supporter);
        var address = await Subscribe(ana, of: "Meetings");
        var id = Id<QuarterlyMeeting>.New(own.Now);
        await own.Write(async db =>
        {
            var meeting = new QuarterlyMeeting(id, Rotation.Founding.TurnOf(new Quarter(2031, 2), TurnOutcome.Ahead), QuarterlyMeeting.SlotFor(new LocalDateTime(2031, 5, 14, 10, 0), 90), await db.Members.SingleAsync(m => m.Id == ana.Member.Id), own.Now);
            meeting.Meet("https://video.example/all", "617-555-0100", own.Now);
            meeting.Announce(own.Now);
            db.Meetings.Add(meeting);
        });
        var held = await own.Visit().First(address);
        Assert.Contains("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://video.example/all", held.Body.Replace("\r\n ", "", StringComparison.Ordinal));
        // What one process keeps of what it read tells another nothing: this changes the database behind all of them.
        await own.Read(db => db.Meetings.Where(m => m.Id == id).ExecuteUpdateAsync(m => m.SetProperty(x => x.AnnouncedAt, (Instant?)null)));
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(held.Response.Headers.ETag!);
        Assert.Empty(Calendar.Load((await own.Visit().First(request)).Is(HttpStatusCode.OK).Body)!.Events);
    }

    [Fact]
    public async Task Fifty_programs_that_ask_at_once_for_a_thousand_events_get_the_same()
    {
        await using var own = await Site.On(site.Kind);
        var ana = await own.SignIn(Kind.Supporter);
        var address = await Subscribe(ana);
        await using (var scope = own.Services.CreateAsyncScope()) await ActivatorUtilities.CreateInstance<LargeCommunity>(scope.ServiceProvider).FillCalendar(ana.Member.Email, 1000);
        var first = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => own.Visit().First(Request(i % 2 == 0, null))));
        Assert.All(first, page => page.Is(HttpStatusCode.OK));
        Assert.Equal(1000, Calendar.Load(first[1].Body)!.Events.Count);
        Assert.Equal(2, first.Select(page => page.Response.Headers.ETag!.Tag).Distinct().Count());
        Assert.Single(first.Select(page => page.Response.Content.Headers.LastModified).Distinct());
        Assert.Single(first.Where((_, i) => i % 2 == 1).Select(page => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(page.Bytes))).Distinct());
        var again = await Task.WhenAll(first.Select((page, i) => own.Visit().First(Request(i % 2 == 0, page.Response.Headers.ETag))));
        Assert.All(again, page => page.Is(HttpStatusCode.NotModified));

        HttpRequestMessage Request(bool packed, System.Net.Http.Headers.EntityTagHeaderValue? held)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (packed) request.Headers.Add("Accept-Encoding", "gzip");
            if (held is not null) request.Headers.IfNoneMatch.Add(held);
            return request;
        }
    }

    [Fact]
    public async Task An_alarm_is_in_single_events_too_and_none_unless_chosen()
    {
        var (ana, address, id) = await SubscribedTo();
        foreach (var path in new[] { address, Circles.Session(id, 1) + ".ics", $"/groups/{id}/series.ics" }) Assert.DoesNotContain("VALARM", (await ana.Get(path)).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        var page = await (await ana.Get("/preferences/calendar")).Submit("form[action='/preferences/calendar']", ("Input.Alarm", "Day"));
        Assert.True(page.Has("#Input_Alarm_Day[checked], input[value=Day][checked]"));
        foreach (var path in new[] { address, Circles.Session(id, 1) + ".ics", $"/groups/{id}/series.ics" })
        {
            var calendar = (await ana.Get(path)).Body;
            Assert.Equal("DISPLAY", Assert.Single(Calendar.Load(calendar)!.Events[0]!.Alarms).Action);
            Assert.Contains("TRIGGER:-P1D", calendar, StringComparison.Ordinal);
        }
        await ana.Post(Circles.Session(id, 1) + "/cancel");
        Assert.DoesNotContain("VALARM", (await ana.Get(Circles.Session(id, 1) + ".ics")).Body, StringComparison.Ordinal);
        foreach (var nonsense in new[] { "Noon", "99", "" }) (await ana.Post("/preferences/calendar", ("Input.Alarm", nonsense), ("Input.Invitations", "true"))).Is(HttpStatusCode.BadRequest);
        Assert.False(await site.Read(db => db.CalendarChoices.Where(c => c.MemberId == ana.Member.Id).Select(c => c.Invitations).SingleAsync()));
    }

    /// <summary>Others could not be told to any calendar in a way that Outlook reads.</summary>
    [Fact]
    public async Task Every_zone_that_a_form_offers_can_be_told_to_calendars()
    {
        Assert.All(CoP.Web.Features.Common.Format.NamedZones, zone => Assert.NotNull(ZoneRules.Of(zone)));
        var ana = await site.SignIn(Kind.Supporter, who => who with { ZoneId = "Africa/Casablanca" });
        var id = await site.Circle(ana);
        var offered = (await ana.Get($"/groups/{id}/series")).All("select[name='Plan.Zone'] option").Select(option => option.GetAttribute("value")!).Where(value => value.Length > 0).ToList();
        Assert.Equal([.. CoP.Web.Features.Common.Format.NamedZones], offered.Take(CoP.Web.Features.Common.Format.NamedZones.Length));
        Assert.Equal(ZonePlace.All.Select(place => place.ZoneId).Order(), offered.Order());
        var spanish = await ana.Get($"/groups/{id}/series?lang=es");
        Assert.Equal("Haití", spanish.Text("option[value='America/Port-au-Prince']"));
        Assert.Equal("Brasil (Manaus)", spanish.Text("option[value='America/Manaus']"));
        Assert.Equal(["Cerca", "En otros lugares"], spanish.All("select[name='Plan.Zone'] optgroup").Select(group => group.GetAttribute("label")));
    }

    [Fact]
    public async Task A_series_downloads_with_what_moved_and_what_was_cancelled()
    {
        var (ana, _, id) = await SubscribedTo();
        await ana.Post(Circles.Session(id, 1) + "/move", ("Input.Day", "2031-03-13"), ("Input.Time", "09:00"), ("Input.Minutes", "45"));
        await ana.Post(Circles.Session(id, 2) + "/cancel");
        var starts = Starts((await ana.Get($"/groups/{id}/series.ics")).Is(HttpStatusCode.OK), 3);
        Assert.Equal([Circles.Tuesday.StartsAt, Instant.FromUtc(2031, 3, 13, 13, 0), Circles.Tuesday.StartsAt + Duration.FromDays(21) - Duration.FromHours(1)], starts);
        (await (await site.SignIn(Kind.Supporter)).Get($"/groups/{id}/series.ics")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task HEAD_says_what_GET_would_without_the_words()
    {
        var (_, address) = await Subscribed();
        var get = await site.Visit().First(address);
        var head = (await site.Visit().First(new HttpRequestMessage(HttpMethod.Head, address))).Is(HttpStatusCode.OK);
        Assert.Empty(head.Bytes);
        Assert.Equal((get.Response.Headers.ETag, get.Bytes.LongLength), (head.Response.Headers.ETag, head.Response.Content.Headers.ContentLength!.Value));
        Assert.Equal(Headers(get), Headers(head));
        var held = new HttpRequestMessage(HttpMethod.Head, address);
        held.Headers.IfNoneMatch.Add(get.Response.Headers.ETag!);
        (await site.Visit().First(held)).Is(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Its_bytes_and_its_age_change_when_the_calendar_does_and_only_then()
    {
        var (ana, address, id) = await SubscribedTo();
        var before = await site.Visit().First(address);
        site.Clock.Advance(TimeSpan.FromHours(3));
        var later = await site.Visit().First(address);
        Assert.Equal(before.Bytes, later.Bytes);
        Assert.Equal(before.Response.Content.Headers.LastModified, later.Response.Content.Headers.LastModified);
        await ana.Post(Circles.Session(id, 2) + "/cancel");
        var changed = await site.Visit().First(address);
        Assert.NotEqual(before.Response.Headers.ETag, changed.Response.Headers.ETag);
        Assert.True(changed.Response.Content.Headers.LastModified >= before.Response.Content.Headers.LastModified + TimeSpan.FromHours(3));
        Assert.Equal(1, Calendar.Load(changed.Body)!.Events.Single().Sequence);
        Assert.DoesNotContain(Circles.Tuesday.StartsAt + Duration.FromDays(14) - Duration.FromHours(1), Starts(changed, 5));
    }

    [Fact]
    public async Task A_moved_session_is_in_it_at_its_new_time_under_its_first_name()
    {
        var (ana, address, id) = await SubscribedTo();
        await ana.Post(Circles.Session(id, 1) + "/move", ("Input.Day", "2031-03-13"), ("Input.Time", "09:00"), ("Input.Minutes", "45"));
        var page = await site.Visit().First(address);
        Assert.Contains("RECURRENCE-ID;TZID=America/New_York:20310311T120000", page.Body);
        Assert.Equal([Circles.Tuesday.StartsAt, Instant.FromUtc(2031, 3, 13, 13, 0)], Starts(page, 2));
    }

    [Fact]
    public async Task A_revoked_address_answers_exactly_like_one_that_never_was()
    {
        var (ana, address) = await Subscribed();
        (await site.Visit().First(address)).Is(HttpStatusCode.OK);
        await (await ana.Get("/calendar/feeds")).Submit("form[action='/calendar/feed']:has([name=_method])");
        foreach (var language in new[] { "en", "es" })
        {
            var revoked = (await site.Visit(language).First(address)).Is(HttpStatusCode.NotFound);
            Assert.False(revoked.Response.Headers.Contains("Set-Cookie"));
            foreach (var never in new[] { $"/calendar/feeds/{new string('A', 43)}.ics", "/calendar/feeds/x.ics", "/calendar/feeds/%F0%9F%8C%BB.ics", $"/calendar/feeds/{new string('A', 42)}B.ics", $"/calendar/feeds/{new string('A', 4000)}.ics" })
            {
                var answer = (await site.Visit(language).First(never)).Is(HttpStatusCode.NotFound);
                Assert.Equal(revoked.Bytes, answer.Bytes);
                Assert.Equal(Headers(revoked), Headers(answer));
                // What a program had before makes no difference either.
                var held = new HttpRequestMessage(HttpMethod.Head, never);
                held.Headers.Add("If-None-Match", "*");
                Assert.Equal(Headers(revoked), Headers((await site.Visit(language).First(held)).Is(HttpStatusCode.NotFound)));
            }
        }
    }

    // All but what is new with each answer.
    static string Headers(Page page) => string.Join('\n', page.Response.Headers.Concat(page.Response.Content.Headers)
        .Where(h => h.Key is not ("Date" or "X-Request-Id")).OrderBy(h => h.Key, StringComparer.Ordinal)
        .Select(h => $"{h.Key}: {string.Concat(string.Join(',', h.Value).Split("nonce-").Select((part, i) => i == 0 ? part : part[part.IndexOf('\'', StringComparison.Ordinal)..]))}"));

    [Fact]
    public async Task A_new_address_takes_the_place_of_the_old()
    {
        var (ana, address) = await Subscribed();
        var next = await Subscribe(ana);
        (await site.Visit().First(address)).Is(HttpStatusCode.NotFound);
        (await site.Visit().First(next)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Groups_and_places_are_not_named_unless_the_member_chooses()
    {
        var (ana, address) = await Subscribed();
        var neutral = (await site.Visit().First(address)).Body.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Group session", neutral);
        Assert.DoesNotContain("Tuesday circle", neutral, StringComparison.Ordinal);
        Assert.DoesNotContain("video.example", neutral, StringComparison.Ordinal);
        Assert.DoesNotContain("reflection", neutral, StringComparison.OrdinalIgnoreCase);
        var detailed = (await site.Visit().First(await Subscribe(ana, detailed: true))).Body.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Tuesday circle", detailed);
        Assert.Contains("LOCATION:https://video.example/room-7", detailed);
    }

    [Fact]
    public async Task Each_address_has_what_it_is_for_and_is_revoked_by_itself()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var (first, second) = (await site.Circle(ana), await site.Circle(ana, Circles.Peers with { Name = "Other circle" }));
        var (all, meetings, one) = (await Subscribe(ana), await Subscribe(ana, of: "Meetings"), await Subscribe(ana, of: first.ToString()));
        Assert.Equal(3, new[] { all, meetings, one }.Distinct().Count());
        Assert.True(await Events(all) >= 2);
        Assert.Equal(await Events(all) - 2, await Events(meetings));
        Assert.Equal(1, await Events(one));
        var page = await ana.Get("/calendar/feeds");
        Assert.Equal(3, page.All(".feed").Count());
        await page.Submit($"form[action='/calendar/feed']:has([name=_method]):has([value='{first}'])");
        (await site.Visit().First(one)).Is(HttpStatusCode.NotFound);
        (await site.Visit().First(all)).Is(HttpStatusCode.OK);
        (await site.Visit().First(meetings)).Is(HttpStatusCode.OK);
        // Nobody makes an address of a group that they are not in.
        var ben = await site.SignIn(Kind.Supporter);
        (await ben.Post("/calendar/feed", ("of", second.ToString()))).Is(HttpStatusCode.NotFound);
        (await ben.Post("/calendar/feed", ("of", "Nonsense"))).Is(HttpStatusCode.NotFound);

        async Task<int> Events(string address) => Calendar.Load((await site.Visit().First(address)).Is(HttpStatusCode.OK).Body)!.Events.Count;
    }

    [Fact]
    public async Task The_address_of_a_group_that_one_has_left_is_empty()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        var address = await Subscribe(ben, of: id.ToString());
        Assert.Single(Calendar.Load((await site.Visit().First(address)).Body)!.Events);
        await ben.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        Assert.Empty(Calendar.Load((await site.Visit().First(address)).Is(HttpStatusCode.OK).Body)!.Events);
        var page = await ben.Get("/calendar/feeds");
        Assert.Contains("A group that you have left", page.Text(".feed"), StringComparison.Ordinal);
        Assert.DoesNotContain("Tuesday circle", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_member_sees_when_a_calendar_last_asked_to_the_hour()
    {
        var (ana, address) = await Subscribed();
        Assert.Contains("No calendar has fetched it yet", (await ana.Get("/calendar/feeds")).Text(".feed"), StringComparison.Ordinal);
        await site.Visit().First(address);
        var first = await Fetched();
        Assert.Equal(site.Now, first);
        site.Clock.Advance(TimeSpan.FromMinutes(59));
        await site.Visit().First(address);
        Assert.Equal(first, await Fetched());
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        await site.Visit().First(new HttpRequestMessage(HttpMethod.Head, address));
        Assert.Equal(site.Now, await Fetched());
        Assert.Contains("Last fetched by a calendar", (await ana.Get("/calendar/feeds")).Text(".feed"), StringComparison.Ordinal);

        Task<Instant?> Fetched() => site.Read(db => db.Feeds.Where(f => f.MemberId == ana.Member.Id).Select(f => f.FetchedAt).SingleAsync());
    }

    [Fact]
    public async Task Packed_bytes_have_a_tag_of_their_own_and_hold_the_same_calendar()
    {
        var (_, address) = await Subscribed();
        var plain = await site.Visit().First(address);
        var packed = (await Asked(("Accept-Encoding", "br, gzip;q=0.5"))).Is(HttpStatusCode.OK);
        Assert.Equal("gzip", Assert.Single(packed.Response.Content.Headers.ContentEncoding));
        Assert.Equal("Accept-Encoding", Assert.Single(packed.Response.Headers.Vary));
        Assert.NotEqual(plain.Response.Headers.ETag, packed.Response.Headers.ETag);
        await using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(packed.Bytes), System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await gzip.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(plain.Bytes, bytes.ToArray());
        (await Asked(("Accept-Encoding", "gzip"), ("If-None-Match", packed.Response.Headers.ETag!.Tag))).Is(HttpStatusCode.NotModified);
        (await Asked(("If-None-Match", packed.Response.Headers.ETag!.Tag))).Is(HttpStatusCode.OK);
        Assert.Empty((await Asked(("Accept-Encoding", "gzip;q=0"))).Is(HttpStatusCode.OK).Response.Content.Headers.ContentEncoding);

        async Task<Page> Asked(params (string Name, string Value)[] headers)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            return await site.Visit().First(request);
        }
    }

    [Fact]
    public async Task The_new_address_comes_with_the_buttons_of_three_calendars_and_once()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/calendar/feeds")).Submit("form[action='/calendar/feed']");
        var address = page.One("#feed-address").GetAttribute("value")!;
        var links = page.All("#new ~ .actions a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal("webcal" + address[address.IndexOf(':')..], links[0]);
        Assert.Equal("https://calendar.google.com/calendar/render?cid=" + Uri.EscapeDataString(links[0]), links[1]);
        Assert.All(links.Skip(2), link => Assert.Contains("/calendar/0/addfromweb?url=" + Uri.EscapeDataString(address), link, StringComparison.Ordinal));
        Assert.False((await ana.Get("/calendar/feeds")).Has("#feed-address"));
    }

    [Fact]
    public async Task A_month_a_week_and_a_list_show_the_same_sessions()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        await ana.Post(Circles.Session(id, 1) + "/move", ("Input.Day", "2031-03-13"), ("Input.Time", "09:00"), ("Input.Minutes", "45"));
        await ana.Post(Circles.Session(id, 2) + "/cancel");
        var month = await ana.Get("/calendar?month=2031-03");
        // The last week of the month ends with the first of April.
        Assert.Equal(5, month.All(".month a.event").Count(a => a.GetAttribute("href")!.StartsWith($"/groups/{id}", StringComparison.Ordinal)));
        Assert.Contains("March 2031", month.Text(".month-nav h2"), StringComparison.Ordinal);
        var week = await ana.Get("/calendar?view=week&day=2031-03-12");
        Assert.Equal(["Sunday Mar 9", "Saturday Mar 15"], new[] { week.All(".week h3").First(), week.All(".week h3").Last() }.Select(h => string.Join(' ', h.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal(Circles.Session(id, 1), Assert.Single(week.All(".week a.event")).GetAttribute("href"));
        var list = await ana.Get("/calendar?view=list&day=2031-03-12");
        Assert.Equal([Circles.Session(id, 1), Circles.Session(id, 2), Circles.Session(id, 3)], list.All(".day-list a").Select(a => a.GetAttribute("href")!).Where(a => a.StartsWith($"/groups/{id}", StringComparison.Ordinal)).Take(3));
        Assert.Contains("Cancelled", list.Text(".day-list"), StringComparison.Ordinal);
        foreach (var (address, next) in new[] { ("/calendar?view=week&day=2031-03-12", "/calendar?view=week&day=2031-03-19"), ("/calendar?view=list&day=2031-03-12", "/calendar?view=list&day=2031-05-07"), ("/calendar?month=2031-12", "/calendar?month=2032-01") })
            Assert.True((await ana.Get(address)).Has($".month-nav a[href='{next}']"), address);
    }

    [Theory]
    [InlineData("view=century")]
    [InlineData("view=7")]
    [InlineData("view=week&day=9999-12-31")]
    [InlineData("view=list&day=0001-01-01")]
    [InlineData("month=2031-13")]
    [InlineData("view=list&day=2199-12-31")]
    [InlineData("view=week&day=1971-01-01")]
    public async Task A_calendar_of_nonsense_is_todays(string query) => (await (await site.SignIn(Kind.Supporter)).Get("/calendar?" + query)).Is(HttpStatusCode.OK);

    [Fact]
    public async Task It_speaks_its_members_language_whoever_asks()
    {
        var ana = await site.SignIn(Kind.Supporter, who => who with { Language = "es" });
        await site.Circle(ana);
        var address = await Subscribe(ana);
        var asked = await site.Visit("es").First(address + "?lang=en");
        Assert.Equal((await site.Visit("en").First(address)).Bytes, asked.Bytes);
        Assert.Equal("es", Assert.Single(asked.Response.Content.Headers.ContentLanguage));
        Assert.False(asked.Response.Headers.Contains("Set-Cookie"));
        Assert.Contains("SUMMARY:Sesión de grupo", (await site.Visit("en").First(address)).Body);
    }

    [Fact]
    public async Task Who_leaves_the_group_or_is_kept_out_reads_no_more_of_it()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        var address = await Subscribe(ben);
        Assert.Single(Calendar.Load((await site.Visit().First(address)).Body)!.Events);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Leave(ben.Member.Id, site.Now));
        Assert.Empty(Calendar.Load((await site.Visit().First(address)).Body)!.Events);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Member.Id)).Suspend());
        (await site.Visit().First(address)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Meetings_are_in_it_once_they_are_announced_and_marked_when_they_are_cancelled()
    {
        // A meeting is everyone's: it would stand in the calendars of the other tests.
        await using var own = await Site.On(site.Kind);
        var ana = await own.SignIn(Kind.Supporter);
        var address = await Subscribe(ana);
        var id = Id<QuarterlyMeeting>.New(own.Now);
        await own.Write(async db =>
        {
            var member = await db.Members.SingleAsync(m => m.Id == ana.Member.Id);
            var meeting = new QuarterlyMeeting(id, Rotation.Founding.TurnOf(new Quarter(2031, 2), TurnOutcome.Ahead), QuarterlyMeeting.SlotFor(new LocalDateTime(2031, 5, 14, 10, 0), 90), member, own.Now);
            meeting.Meet("https://video.example/all", "617-555-0100", own.Now);
            db.Meetings.Add(meeting);
        });
        Assert.Empty(await Events());
        await Change(meeting => meeting.Announce(own.Now));
        var announced = Assert.Single(await Events());
        Assert.Equal(("CONFIRMED", $"/meetings/{id}"), (announced.Status, announced.Url!.AbsolutePath));
        Assert.Contains("Community meeting", (await ana.Get("/calendar?month=2031-05")).Text());
        await Change(meeting => meeting.Cancel("Snow", own.Now));
        var cancelled = Assert.Single(await Events());
        Assert.Equal((announced.Uid, "CANCELLED", true), (cancelled.Uid, cancelled.Status, cancelled.Sequence > announced.Sequence));
        own.Clock.Advance(TimeSpan.FromDays(72 + 31));
        Assert.Empty(await Events());

        async Task<IEnumerable<ForeignEvent>> Events() => Calendar.Load((await own.Visit().First(address)).Is(HttpStatusCode.OK).Body)!.Events;
        Task Change(Action<QuarterlyMeeting> change) => own.Write(async db => change(await db.Meetings.SingleAsync(m => m.Id == id)));
    }

    [Fact]
    public async Task A_single_session_downloads_as_an_event_of_its_own()
    {
        var (ana, _, id) = await SubscribedTo();
        var before = Assert.Single(Calendar.Load((await ana.Get(Circles.Session(id, 1) + ".ics")).Is(HttpStatusCode.OK).Body)!.Events);
        await ana.Post(Circles.Session(id, 1) + "/move", ("Input.Day", "2031-03-13"), ("Input.Time", "09:00"), ("Input.Minutes", "45"));
        var after = Assert.Single(Calendar.Load((await ana.Get(Circles.Session(id, 1) + ".ics")).Body)!.Events);
        Assert.Equal((before.Uid, before.Sequence + 1, new DateTime(2031, 3, 13, 13, 0, 0, DateTimeKind.Utc)), (after.Uid, after.Sequence, after.Start!.AsUtc));
        Assert.Null(after.RecurrenceIdentifier);
        await ana.Post(Circles.Session(id, 1) + "/cancel");
        Assert.Equal("CANCELLED", Assert.Single(Calendar.Load((await ana.Get(Circles.Session(id, 1) + ".ics")).Body)!.Events).Status);
        (await site.Visit().First(Circles.Session(id) + ".ics")).Is(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("2031-13")]
    [InlineData("0000-00")]
    [InlineData("99999-01")]
    [InlineData("<script>")]
    [InlineData("")]
    public async Task A_month_that_is_none_shows_this_one(string month)
    {
        var ana = await site.SignIn(Kind.Supporter);
        Assert.Contains("2031", (await ana.Get($"/calendar?month={Uri.EscapeDataString(month)}")).Is(HttpStatusCode.OK).Text("h2"));
    }

    async Task<(Visitor, string)> Subscribed()
    {
        var (ana, address, _) = await SubscribedTo();
        return (ana, address);
    }

    async Task<(Visitor, string, Id<Group>)> SubscribedTo()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        return (ana, await Subscribe(ana), id);
    }

    static async Task<Viewer> Viewer(CopDb db, Visitor visitor)
    {
        var m = await db.Members.SingleAsync(m => m.Id == visitor.Member.Id);
        return new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties);
    }

    static async Task<string> Subscribe(Visitor member, bool detailed = false, string of = "Everything")
    {
        var page = await (await member.Get("/calendar/feeds")).Submit("form[action='/calendar/feed']:not(:has([name=_method]))", ("detailed", detailed ? "true" : null), ("of", of));
        return new Uri(page.One("#feed-address").GetAttribute("value")!).AbsolutePath;
    }

    static List<Instant> Starts(Page page, int count) =>
        [.. Calendar.Load(page.Body)!.GetOccurrences<ForeignEvent>().Take(count).Select(o => Instant.FromDateTimeUtc(o.Period.StartTime.AsUtc))];
}

public sealed class FeedTestsOnSqlite(SqliteSite site) : FeedTests(site), IClassFixture<SqliteSite>;

public sealed class FeedTestsOnPostgres(PostgresSite site) : FeedTests(site), IClassFixture<PostgresSite>;
