using System.Globalization;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Reminders.Digests;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Reminders;

/// <summary>
/// The clock is walked through weeks (two years in the long run, with 300 members in eight zones and 40 series) while people move and cancel sessions, leave, come back, are
/// suspended, change their choices, their paces and their zone, pause all mail, and the mail server or the whole site is away. <see cref="Diary"/> says of every minute what must be sent in it; the planner and
/// the post room are let run in each minute in which by the diary something may happen, in the minute before it and in many others, and sent must be that and nothing else.
/// </summary>
public sealed class TimeTests
{
    static readonly int days = LongRun.Rounds(35, 730);
    static readonly int people = LongRun.Rounds(48, 300);
    static readonly int series = LongRun.Rounds(8, 40);
    static readonly int deeds = LongRun.Rounds(300, 6000);

    static readonly string[] zones =
        ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Puerto_Rico", "Pacific/Honolulu", "Europe/Madrid"];

    [Fact]
    public async Task What_is_sent_and_when_is_what_a_diary_kept_beside_it_says()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("COP_TESTS_SEED") ?? "7", CultureInfo.InvariantCulture);
        var sent = new List<string>();
        await using var site = await Site.On(DatabaseKind.Sqlite, s => s.Replace = services =>
        {
            // Nothing happens by itself: each minute is let pass by hand.
            foreach (var clock in services.Where(d => d.ServiceType == typeof(IHostedService) && d.ImplementationType?.Namespace?.StartsWith("CoP.", StringComparison.Ordinal) == true).ToList()) services.Remove(clock);
            services.AddSingleton<IMailTransport>(new Counter(sent));
            services.Configure<MailSettings>(mail => mail.Connections = 1);
        });
        var walk = await Walk.Begin(site, new Random(seed));
        var (end, minutes, letters) = (site.Now + Duration.FromDays(days), 0, 0);
        while (site.Now < end)
        {
            var now = site.Now;
            if (!walk.IsDown)
            {
                var planned = await walk.Minute();
                minutes++;
                var expected = walk.Diary.Due(now, walk.ServerIsAway);
                // A letter that is planned and then not sent would be so in every minute.
                if (!walk.ServerIsAway && planned > expected.Count) Assert.Fail($"At {now}: {planned} were planned where {expected.Count} were to be sent. Before: {string.Join(" | ", walk.Deeds.TakeLast(30))}");
                expected.Sort(StringComparer.Ordinal);
                sent.Sort(StringComparer.Ordinal);
                if (!expected.SequenceEqual(sent))
                {
                    Assert.Fail($"At {now}: must be sent {string.Join("; ", expected.Except(sent).Select(name => walk.Diary.Tell(name, now)))}; was sent {string.Join("; ", sent.Except(expected).Select(name => walk.Diary.Tell(name, now)))}; "
                        + $"twice {sent.Count - sent.Distinct(StringComparer.Ordinal).Count()}. Before: {string.Join(" | ", walk.Deeds.TakeLast(30))}");
                }
                letters += sent.Count;
                sent.Clear();
                if (minutes % 5000 == 0) TestContext.Current.TestOutputHelper!.WriteLine($"At {now}: {minutes} minutes, {letters} letters.");
            }
            await walk.Deed(now);
            site.Clock.Advance((walk.Next(now) - now).ToTimeSpan());
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{days} days, {people} members, {series} series: {minutes} minutes looked at, {letters} letters, {walk.Deeds.Count} deeds ({string.Join(", ", walk.Deeds.CountBy(d => d.Split(' ')[1]).Select(d => $"{d.Key} {d.Value}"))}).");
        Assert.True(letters > people, "Hardly anything was sent: the diary says nothing.");
    }

    sealed class Counter(List<string> sent) : IMailTransport
    {
        public bool IsAway { get; set; }

        public Task<Handover> Send(MimeMessage message, CancellationToken cancel)
        {
            if (IsAway) return Task.FromResult<Handover>(new Handover.Later(HandoverStage.Connect, "away"));
            lock (sent) sent.Add(message.MessageId![..message.MessageId!.IndexOf('@', StringComparison.Ordinal)]);
            return Task.FromResult<Handover>(new Handover.Sent("250 ok"));
        }
    }

    /// <summary>What people do, done to the site and told to the diary.</summary>
    sealed class Walk(Site site, Random random)
    {
        readonly List<Id<Member>> members = [];
        readonly List<(Id<Group> Id, Id<Member> Convener)> groups = [];
        Instant nextDeed, downUntil, awayUntil;

        public Diary Diary { get; } = new();
        public List<string> Deeds { get; } = [];
        public bool IsDown => site.Now < downUntil;
        public bool ServerIsAway => site.Now < awayUntil;

        public static async Task<Walk> Begin(Site site, Random random)
        {
            var walk = new Walk(site, random);
            for (var i = 0; i < people; i++)
            {
                var zone = zones[i % zones.Length];
                var member = await site.Add(Kind.Supporter, m => m with { ZoneId = zone, Email = $"m{i}@cop.example", Language = i % 3 == 0 ? "es" : "en" });
                walk.members.Add(member.Id);
                walk.Diary.Add(member.Id, zone);
                if (i % 5 > 0) await walk.Choose(member.Id);
            }
            for (var i = 0; i < series; i++) await walk.Found(i);
            walk.nextDeed = site.Now + Duration.FromMinutes(1);
            return walk;
        }

        /// <summary>What the site does in a minute.</summary>
        /// <returns>How many reminders were planned.</returns>
        public async Task<int> Minute()
        {
            ((Counter)site.Services.GetRequiredService<IMailTransport>()).IsAway = ServerIsAway;
            int planned;
            await using (var scope = site.Services.CreateAsyncScope())
            {
                planned = await scope.ServiceProvider.GetRequiredService<ReminderPlanner>().Plan();
                // Nothing happens that a digest tells: none may come.
                await scope.ServiceProvider.GetRequiredService<DigestRounds>().Go();
            }
            await site.Services.GetRequiredService<PostRoom>().Work(CancellationToken.None);
            return planned;
        }

        public Instant Next(Instant now)
        {
            if (IsDown) return downUntil;
            var next = Instant.Min(Diary.NextChange(now), Instant.Max(nextDeed, now + Duration.FromMinutes(1)));
            if (ServerIsAway) next = Instant.Min(next, awayUntil);
            next = Instant.Min(next, now + Duration.FromHours(12));
            // The minute before must be silent, and so must many in between.
            if (next - now > Duration.FromMinutes(2)) next = random.Next(4) == 0 ? next - Duration.FromMinutes(random.Next(1, (int)Math.Min(40, (next - now).TotalMinutes))) : next;
            return next;
        }

        public async Task Deed(Instant now)
        {
            if (now < nextDeed || IsDown) return;
            nextDeed = now + Duration.FromMinutes(random.Next(1, 2 * days * 24 * 60 / deeds));
            var (group, member) = (groups[random.Next(groups.Count)], members[random.Next(members.Count)]);
            try
            {
                var deed = random.Next(24) switch
                {
                    < 5 => await Move(group, now),
                    5 => await Cancel(group, now),
                    6 or 7 => await Restore(group, now),
                    8 => await Leave(group, now),
                    9 or 10 => await Join(group, member, now),
                    11 => await Away(group, now),
                    // Who is out comes back soon.
                    12 => await Suspend(Diary.SomeoneOut(p => p.IsSuspended) ?? member),
                    13 => await Mute(Diary.SomeoneOut(p => p.IsMuted) ?? member),
                    14 or 15 => await Choose(member),
                    16 => await MoveHouse(member),
                    17 or 18 => await Pause(member, now),
                    19 => await SetPace(member, now),
                    _ => Fail(now),
                };
                if (deed is not null) Deeds.Add($"{now:uuuu-MM-dd'T'HH:mm} {deed}");
            }
            catch (RuleBrokenException)
            {
                // A rule kept it from being done.
            }
        }

        async Task Found(int number)
        {
            var zone = zones[random.Next(4)];
            var by = members[(number * 7) % members.Count];
            var viewer = await site.Viewer(new Joined(by, "", ""));
            while (true)
            {
                var rhythm = random.Next(2) == 0 ? Rhythm.Weekly : Enum.GetValues<Rhythm>()[random.Next(6)];
                var day = site.Now.InUtc().Date.PlusDays(random.Next(2, 28));
                var first = day.At(new LocalTime(random.Next(6, 23), random.Next(4) * 15));
                try
                {
                    Group? group = null;
                    SessionSeries? made = null;
                    await site.Write(db =>
                    {
                        group = new Group(Id<Group>.New(site.Now), new GroupOutline($"Circle {number}", "To reflect.", "", "", MemberRoles.All, Areas(), "en", MeetingMode.Video, "", 8, GroupEntry.Open), viewer, site.Now);
                        made = group.Plan(new SeriesPlan(LocalSlot.At(first, 60, zone), rhythm), by, site.Now);
                        db.Groups.Add(group);
                    });
                    groups.Add((group!.Id, by));
                    Diary.Plan(group.Id, made!.Id, zone, first, rhythm, site.Now);
                    await Look(group.Id);
                    for (var i = 0; i < 6; i++)
                    {
                        try
                        {
                            await Join(groups[^1], members[random.Next(members.Count)], site.Now);
                        }
                        catch (RuleBrokenException)
                        {
                            // In already.
                        }
                    }
                    return;
                }
                catch (RuleBrokenException)
                {
                    // A day on which such a series cannot begin.
                }
            }
        }

        static CoP.Domain.Meetings.Areas Areas() => CoP.Domain.Meetings.Areas.None;

        async Task<string?> Move((Id<Group> Id, Id<Member> Convener) group, Instant now)
        {
            if (Diary.SomeSession(group.Id, now, random) is not { } session) return null;
            // Often back to where it was, or by a day, so that what was sent and what was void comes up again.
            var to = random.Next(3) == 0 ? session.Original : session.Start.PlusDays(random.Next(-2, 4)).PlusMinutes(random.Next(-4, 5) * 30);
            await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == group.Id)).Move(session.Original, to, 60, group.Convener, now));
            Diary.Moved(group.Id, session.Original, to, now);
            return $"move {session.Original:uuuu-MM-dd'T'HH:mm} from {session.Start:uuuu-MM-dd'T'HH:mm} to {to:uuuu-MM-dd'T'HH:mm}";
        }

        async Task<string?> Cancel((Id<Group> Id, Id<Member> Convener) group, Instant now)
        {
            if (Diary.SomeSession(group.Id, now, random) is not { } session) return null;
            await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == group.Id)).Cancel(session.Original, group.Convener, now));
            Diary.Moved(group.Id, session.Original, null, now);
            return $"cancel {session.Original:uuuu-MM-dd'T'HH:mm}";
        }

        async Task<string?> Restore((Id<Group> Id, Id<Member> Convener) group, Instant now)
        {
            if (Diary.SomeChanged(group.Id, now, random) is not { } original) return null;
            await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == group.Id)).Restore(original, group.Convener, now));
            Diary.Moved(group.Id, original, original, now);
            return $"restore {original:uuuu-MM-dd'T'HH:mm}";
        }

        async Task<string?> Leave((Id<Group> Id, Id<Member> Convener) group, Instant now)
        {
            if (Diary.SomeMember(group.Id, group.Convener, random) is not { } member) return null;
            await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == group.Id)).Leave(member, now));
            await Look(group.Id);
            return $"leave {member}";
        }

        async Task<string?> Join((Id<Group> Id, Id<Member> Convener) group, Id<Member> member, Instant now)
        {
            var viewer = await site.Viewer(new Joined(member, "", ""));
            await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == group.Id)).Join(viewer, now));
            await Look(group.Id);
            return $"join {member}";
        }

        // Whoever waits for a place comes in when another leaves: who is in is looked up.
        async Task Look(Id<Group> group) => Diary.Belong(group, await site.Read(db => db.Groups.Where(g => g.Id == group).SelectMany(g => g.Memberships).Where(m => m.State == MembershipState.Member)
            .ToDictionaryAsync(m => m.MemberId, m => m.Since)));

        async Task<string?> Away((Id<Group> Id, Id<Member> Convener) group, Instant now)
        {
            if (Diary.SomeSession(group.Id, now, random) is not { } session || Diary.SomeMember(group.Id, null, random) is not { } member) return null;
            SessionAbsence? absence = null;
            await site.Write(async db =>
            {
                absence = (await db.Groups.Whole().SingleAsync(g => g.Id == group.Id)).CannotMake(session.Original, member, now);
                if (!await db.SessionAbsences.AnyAsync(a => a.GroupId == group.Id && a.MemberId == member && a.Original == absence.Original && a.StartsAt == absence.StartsAt)) db.SessionAbsences.Add(absence);
            });
            Diary.SaysNo(group.Id, member, session.Original, absence!.StartsAt);
            return $"no {member} {session.Original:uuuu-MM-dd'T'HH:mm}";
        }

        async Task<string?> Suspend(Id<Member> id)
        {
            var isSuspended = Diary.Suspend(id);
            await site.Write(async db =>
            {
                var member = await db.Members.SingleAsync(m => m.Id == id);
                if (isSuspended) member.Suspend();
                else member.Readmit();
            });
            return $"suspend {id} {isSuspended}";
        }

        async Task<string?> Mute(Id<Member> id)
        {
            var muted = Diary.Mute(id);
            await Chosen(id, muted, Diary.Choices(id));
            return $"mute {id} {muted}";
        }

        async Task<string?> Choose(Id<Member> id)
        {
            var times = random.Next(8) == 0 ? ReminderTimes.None : Diary.Any(random) | Diary.Any(random) | Diary.Any(random);
            (int From, int Until)? quiet = random.Next(3) == 0 ? null : (random.Next(36, 50) * 30 % 1440, random.Next(2, 19) * 30);
            if (quiet is { } q && (q.Until - q.From + 1440) % 1440 is 0 or > 16 * 60) quiet = null;
            Diary.Choose(id, times, quiet);
            await Chosen(id, Diary.IsMuted(id), (times, quiet));
            return $"choose {id} {times} {quiet}";
        }

        Task Chosen(Id<Member> id, bool muted, (ReminderTimes Times, (int From, int Until)? Quiet) choices) => site.Write(async db => (await db.ChoicesOf(id)).Choose(
            muted ? MailTopics.SessionReminders : MailTopics.None,
            new ReminderChoices(choices.Times, choices.Quiet is { } q ? QuietHours.Between(LocalTime.FromMinutesSinceMidnight(q.From), LocalTime.FromMinutesSinceMidnight(q.Until)) : null), detailed: false));

        async Task<string?> Pause(Id<Member> id, Instant now)
        {
            // Back early, or away for some days.
            LocalDate? until = random.Next(4) == 0 && Diary.PausedUntil(id) is not null ? null : Diary.Today(id, now).PlusDays(random.Next(1, 15));
            var today = Diary.Today(id, now);
            await site.Write(async db =>
            {
                var choices = await db.ChoicesOf(id);
                if (until is { } day) choices.Pause(day, today);
                else choices.Resume();
            });
            Diary.Pause(id, until);
            return $"pause {id} {until}";
        }

        // How news comes makes no difference to reminders.
        async Task<string?> SetPace(Id<Member> id, Instant now)
        {
            var pace = random.Next(2) == 0 ? Pace.Daily : Pace.Weekly;
            await site.Write(async db => (await db.ChoicesOf(id)).Set(MailTopicSets.CanWait, pace, now));
            return $"pace {id} {pace}";
        }

        async Task<string?> MoveHouse(Id<Member> id)
        {
            var zone = zones[random.Next(zones.Length)];
            await site.Write(async db =>
            {
                var member = await db.Members.SingleAsync(m => m.Id == id);
                member.Introduce(member.Name, member.Language, zone);
            });
            Diary.Lives(id, zone);
            return $"zone {id} {zone}";
        }

        string Fail(Instant now)
        {
            var until = now + Duration.FromMinutes(random.Next(2, random.Next(4) == 0 ? 2000 : 400));
            if (random.Next(2) == 0)
            {
                downUntil = until;
                return $"down {until}";
            }
            awayUntil = until;
            return $"away {until}";
        }
    }

    /// <summary>
    /// What has to be sent when, worked out apart from the program: with the framework's own time zones, by counting days and minutes one by one. It knows of a minute only what is so
    /// in that minute, and what it said before.
    /// </summary>
    sealed class Diary
    {
        static readonly (ReminderTimes Time, string Name)[] times =
        [
            (ReminderTimes.TwoWeeks, "TwoWeeks"), (ReminderTimes.Week, "Week"), (ReminderTimes.TwoDays, "TwoDays"), (ReminderTimes.Day, "Day"), (ReminderTimes.ThreeHours, "ThreeHours"), (ReminderTimes.Hour, "Hour"),
            (ReminderTimes.TenMinutes, "TenMinutes"),
        ];

        readonly Dictionary<Id<Member>, Person> persons = [];
        readonly Dictionary<Id<Group>, Circle> circles = [];
        readonly HashSet<string> said = new(StringComparer.Ordinal);
        readonly HashSet<string> owed = new(StringComparer.Ordinal);

        public void Add(Id<Member> id, string zone) => persons[id] = new Person { Number = persons.Count, Zone = TimeZoneInfo.FindSystemTimeZoneById(zone), Times = ReminderTimes.Day | ReminderTimes.Hour };

        public void Plan(Id<Group> group, Id<SessionSeries> id, string zone, LocalDateTime first, Rhythm rhythm, Instant now) =>
            circles[group] = new Circle { Series = id, ZoneId = zone, Zone = TimeZoneInfo.FindSystemTimeZoneById(zone), CreatedAt = now, ChangedAt = now, Sessions = Days(first, rhythm).ToDictionary(d => d, d => (LocalDateTime?)d) };

        public void Moved(Id<Group> group, LocalDateTime original, LocalDateTime? to, Instant now)
        {
            circles[group].Sessions[original] = to;
            circles[group].ChangedAt = now;
        }

        public void Belong(Id<Group> group, Dictionary<Id<Member>, Instant> members) => circles[group].Members = members;

        public void SaysNo(Id<Group> group, Id<Member> member, LocalDateTime original, Instant startsAt) => circles[group].Noes.Add((member, original, startsAt));

        public bool Suspend(Id<Member> id) => persons[id].IsSuspended = !persons[id].IsSuspended;

        public static ReminderTimes Any(Random random) => times[random.Next(times.Length)].Time;

        public LocalDate? PausedUntil(Id<Member> id) => persons[id].PausedUntil;

        public void Pause(Id<Member> id, LocalDate? until) => persons[id].PausedUntil = until;

        public LocalDate Today(Id<Member> id, Instant now) => LocalDate.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now.ToDateTimeUtc(), persons[id].Zone));

        public bool Mute(Id<Member> id) => persons[id].IsMuted = !persons[id].IsMuted;

        public Id<Member>? SomeoneOut(Func<Person, bool> isOut) => persons.Where(p => isOut(p.Value)).Select(p => (Id<Member>?)p.Key).FirstOrDefault();

        public bool IsMuted(Id<Member> id) => persons[id].IsMuted;

        public (ReminderTimes Times, (int From, int Until)? Quiet) Choices(Id<Member> id) => (persons[id].Times, persons[id].Quiet);

        public void Choose(Id<Member> id, ReminderTimes chosen, (int From, int Until)? quiet)
        {
            (persons[id].Times, persons[id].Quiet) = (chosen, quiet);
            persons[id].Known.Clear();
        }

        public void Lives(Id<Member> id, string zone)
        {
            persons[id].Zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
            persons[id].Known.Clear();
        }

        public (LocalDateTime Original, LocalDateTime Start)? SomeSession(Id<Group> group, Instant now, Random random)
        {
            var circle = circles[group];
            var until = now.InUtc().LocalDateTime.PlusDays(10);
            var ahead = circle.Sessions.Where(s => s.Value is { } start && start < until && Utc(start, circle.Zone) > now && Utc(start, circle.Zone) < now + Duration.FromDays(9)).OrderBy(s => s.Key).ToList();
            if (ahead.Count == 0) return null;
            var one = ahead[random.Next(ahead.Count)];
            return (one.Key, one.Value!.Value);
        }

        public LocalDateTime? SomeChanged(Id<Group> group, Instant now, Random random)
        {
            var circle = circles[group];
            var changed = circle.Sessions.Where(s => s.Value != s.Key && Utc(s.Key, circle.Zone) > now).Select(s => s.Key).Order().ToList();
            return changed.Count == 0 ? null : changed[random.Next(changed.Count)];
        }

        public Id<Member>? SomeMember(Id<Group> group, Id<Member>? but, Random random)
        {
            var members = circles[group].Members.Keys.Where(m => m != but).OrderBy(m => persons[m].Number).ToList();
            return members.Count == 0 ? null : members[random.Next(members.Count)];
        }

        /// <summary>What a letter is, and all that is known of it, for who looks into a difference.</summary>
        public string Tell(string name, Instant now)
        {
            foreach (var (circle, person, id, original, start, known) in Ahead(now))
                foreach (var (_, time) in times)
                    if (Name(circle, start, time, id) == name)
                        return $"{time} of {start} in {circle.ZoneId} (first planned {original}) to {id} in {person.Zone.Id}, {person.Times}, quiet {person.Quiet}, due {DueAt(time, start, circle, person)}, known since {known}, "
                            + $"{(person.IsSuspended ? "suspended " : "")}{(person.IsMuted ? "muted " : "")}{(IsPaused(person, now) ? "paused " : "")}{(IsQuiet(person, now) ? "quiet now " : "")}{(said.Contains(name) ? "said " : "")}{(owed.Contains(name) ? "owed " : "")}"
                            + (circle.Noes.Contains((id, original, Utc(start, circle.Zone))) ? "no" : "");
            return name;
        }

        /// <summary>The letters of a minute, by their Message-IDs.</summary>
        public List<string> Due(Instant now, bool serverIsAway)
        {
            var due = new List<string>();
            foreach (var (circle, person, id, original, start, known) in Ahead(now))
            {
                if (person.IsSuspended || person.IsMuted || IsPaused(person, now) || IsQuiet(person, now)) continue;
                if (circle.Noes.Contains((id, original, Utc(start, circle.Zone)))) continue;
                // Of those that are due, the one nearest to the start.
                if (times.LastOrDefault(t => person.Times.HasFlag(t.Time) && DueAt(t.Name, start, circle, person) <= now) is not { Name: { } time }) continue;
                var name = Name(circle, start, time, id);
                if (said.Contains(name)) continue;
                // It was already known when it came due, give or take the minutes that a round may come late; or it is owed since it was.
                if (!owed.Contains(name) && DueAt(time, start, circle, person) < known - Duration.FromMinutes(5)) continue;
                owed.Add(name);
                if (serverIsAway) continue;
                said.Add(name);
                due.Add(name);
            }
            return due;
        }

        /// <summary>The next minute in which, as things are, something comes due, or the one that follows while something waits.</summary>
        public Instant NextChange(Instant now)
        {
            var next = now + Duration.FromDays(1);
            var quietEnds = new Dictionary<Person, Instant>();
            foreach (var (circle, person, id, _, start, _) in Ahead(now))
            {
                if (person.IsSuspended || person.IsMuted) continue;
                if (IsPaused(person, now))
                {
                    next = Instant.Min(next, Utc(person.PausedUntil!.Value.AtMidnight(), person.Zone));
                    continue;
                }
                foreach (var (time, name) in times)
                {
                    if (!person.Times.HasFlag(time)) continue;
                    var at = DueAt(name, start, circle, person);
                    if (at > now) next = Instant.Min(next, at);
                    // Something may wait for the end of quiet hours after a pause, and is looked for.
                    else if (!said.Contains(Name(circle, start, name, id)) && IsQuiet(person, now))
                    {
                        if (!quietEnds.TryGetValue(person, out var end)) quietEnds[person] = end = QuietEnd(person, now);
                        next = Instant.Min(next, end);
                    }
                }
            }
            return next;
        }

        IEnumerable<(Circle Circle, Person Person, Id<Member> Id, LocalDateTime Original, LocalDateTime Start, Instant Known)> Ahead(Instant now)
        {
            // Two years of sessions are looked through in every minute: most are put aside by what the wall shows, whatever the zone.
            var (from, until) = (now.InUtc().LocalDateTime.PlusDays(-1), now.InUtc().LocalDateTime.PlusDays(17));
            foreach (var circle in circles.Values)
            {
                foreach (var (original, to) in circle.Sessions)
                {
                    if (to is not { } start || start < from || start > until) continue;
                    var startsAt = Utc(start, circle.Zone);
                    if (startsAt <= now || startsAt > now + Duration.FromDays(16)) continue;
                    var known = start == original ? circle.CreatedAt : circle.ChangedAt;
                    foreach (var (id, since) in circle.Members) yield return (circle, persons[id], id, original, start, Instant.Max(known, since));
                }
            }
        }

        static Instant DueAt(string time, LocalDateTime start, Circle circle, Person person)
        {
            var key = (time, start, circle.ZoneId);
            if (person.Known.TryGetValue(key, out var known)) return known;
            var startsAt = Utc(start, circle.Zone);
            var due = time switch
            {
                "TwoWeeks" => Utc(start.PlusDays(-14), circle.Zone),
                "Week" => Utc(start.PlusDays(-7), circle.Zone),
                "TwoDays" => Utc(start.PlusDays(-2), circle.Zone),
                "Day" => Utc(start.PlusDays(-1), circle.Zone),
                "ThreeHours" => startsAt - Duration.FromMinutes(180),
                "Hour" => startsAt - Duration.FromMinutes(60),
                _ => startsAt - Duration.FromMinutes(10),
            };
            if (IsQuiet(person, due))
            {
                var (after, before) = (due, due);
                while (IsQuiet(person, after)) after += Duration.FromMinutes(1);
                while (IsQuiet(person, before - Duration.FromMinutes(1))) before -= Duration.FromMinutes(1);
                due = after < startsAt ? after : before - Duration.FromMinutes(30);
            }
            return person.Known[key] = due;
        }

        static Instant QuietEnd(Person person, Instant now)
        {
            while (IsQuiet(person, now)) now += Duration.FromMinutes(1);
            return now;
        }

        static bool IsPaused(Person person, Instant at) => person.PausedUntil is { } until && LocalDate.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at.ToDateTimeUtc(), person.Zone)) < until;

        static bool IsQuiet(Person person, Instant at)
        {
            if (person.Quiet is not { } quiet) return false;
            var local = TimeZoneInfo.ConvertTimeFromUtc(at.ToDateTimeUtc(), person.Zone);
            var minute = (local.Hour * 60) + local.Minute;
            return quiet.From < quiet.Until ? minute >= quiet.From && minute < quiet.Until : minute >= quiet.From || minute < quiet.Until;
        }

        static Instant Utc(LocalDateTime local, TimeZoneInfo zone)
        {
            var clock = local.ToDateTimeUnspecified();
            // An hour that is skipped counts as if the clock had not been put forward, one that is doubled as its first.
            var offset = zone.IsInvalidTime(clock) ? zone.GetUtcOffset(clock.AddHours(-3)) : zone.IsAmbiguousTime(clock) ? zone.GetAmbiguousTimeOffsets(clock).Max() : zone.GetUtcOffset(clock);
            return Instant.FromDateTimeUtc(DateTime.SpecifyKind(clock - offset, DateTimeKind.Utc));
        }

        // Day by day for over two years: is it one of them?
        static IEnumerable<LocalDateTime> Days(LocalDateTime first, Rhythm rhythm)
        {
            for (var day = first; day < first.PlusDays(800); day = day.PlusDays(1))
            {
                var (since, nth) = (Period.DaysBetween(first.Date, day.Date), ((first.Day - 1) / 7) + 1);
                var same = day.DayOfWeek == first.DayOfWeek;
                if (rhythm switch
                {
                    Rhythm.Weekly => same,
                    Rhythm.EveryTwoWeeks => since % 14 == 0,
                    Rhythm.EveryThreeWeeks => since % 21 == 0,
                    Rhythm.EveryFourWeeks => since % 28 == 0,
                    Rhythm.MonthlyOnWeekday => same && ((day.Day - 1) / 7) + 1 == nth,
                    _ => same && day.PlusDays(7).Month != day.Month,
                }) yield return day;
            }
        }

        static string Name(Circle circle, LocalDateTime start, string time, Id<Member> id)
        {
            var key = new Reminder(ReminderPlanner.Session, circle.Series.Value, new LocalSlot(start, 60, circle.ZoneId), Enum.Parse<ReminderTime>(time)).Key;
            return string.Create(CultureInfo.InvariantCulture, $"{new Id<Occasion>(key)}.{id}");
        }

        public sealed class Person
        {
            public int Number { get; init; }
            public required TimeZoneInfo Zone { get; set; }
            public ReminderTimes Times { get; set; }
            public (int From, int Until)? Quiet { get; set; }
            public bool IsMuted { get; set; }
            public LocalDate? PausedUntil { get; set; }
            public bool IsSuspended { get; set; }
            public Dictionary<(string, LocalDateTime, string), Instant> Known { get; } = [];
        }

        sealed class Circle
        {
            public Id<SessionSeries> Series { get; init; }
            public required string ZoneId { get; init; }
            public required TimeZoneInfo Zone { get; init; }
            public Instant CreatedAt { get; init; }
            public Instant ChangedAt { get; set; }
            public required Dictionary<LocalDateTime, LocalDateTime?> Sessions { get; init; }
            public Dictionary<Id<Member>, Instant> Members { get; set; } = [];
            public HashSet<(Id<Member>, LocalDateTime, Instant)> Noes { get; } = [];
        }
    }
}
