using System.Net;
using System.Text.Json;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Discussions.Writing;

public abstract class DraftTests(Site site)
{
    [Fact]
    public async Task A_draft_is_there_on_another_device_and_gone_once_it_is_posted()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        Assert.Equal(HttpStatusCode.OK, (await Put(ana, $"thread:{thread.Id}", 0, ("Body", "Half a thought"), ("Language", "es"))).Status);

        var phone = await site.SignIn(ana.Member);
        var page = await phone.Get(thread.Address());
        Assert.Equal("Half a thought", page.One("#reply-form textarea").TextContent.Trim());
        Assert.Contains("brought back", page.Text("#reply-form"), StringComparison.Ordinal);
        page = await page.Submit("#reply-form", ("Body", "A whole thought"));
        Assert.Equal("", page.One("#reply-form textarea").TextContent.Trim());
        Assert.Equal(0, await Count(ana));
    }

    [Fact]
    public async Task A_draft_is_kept_without_script_with_all_that_was_chosen()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/threads/new")).Submit("button[formaction='/drafts']", ("Title", "Not yet"), ("Body", "Still thinking"), ("Kind", "Challenge"), ("Language", "es"));
        Assert.Equal("/threads/new", page.Is(HttpStatusCode.OK).Address);
        Assert.Contains("Kept as a draft", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Not yet", "Still thinking"), (page.One("[name=Title]").GetAttribute("value"), page.One("textarea").TextContent.Trim()));
        Assert.True(page.One("[name=Kind][value=Challenge]").HasAttribute("checked"));
        Assert.False(page.Has(".notice--error"));

        page = await ana.Get("/drafts");
        Assert.Contains("Not yet", page.Text(), StringComparison.Ordinal);
        page = await page.Submit("form[action^='/drafts/'] button");
        Assert.Contains("No drafts", page.Text(), StringComparison.Ordinal);
        Assert.Equal("", (await ana.Get("/threads/new")).One("textarea").TextContent.Trim());
    }

    [Fact]
    public async Task What_grows_out_of_a_reply_has_a_draft_of_its_own()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ben.Member, replies: 1, replier: ana.Member);
        var form = $"/threads/new?from={(await site.Post(thread, 1)).Id}";
        await (await ana.Get("/threads/new")).Submit("button[formaction='/drafts']", ("Body", "Something else"));
        var page = await (await ana.Get(form)).Submit("button[formaction='/drafts']", ("Title", "How it went"), ("Body", "At length"));
        Assert.Equal(form, page.Is(HttpStatusCode.OK).Address);
        Assert.Equal(("How it went", "At length"), (page.One("[name=Title]").GetAttribute("value"), page.One("textarea").TextContent.Trim()));
        Assert.True((await ana.Get("/drafts")).Has($".actions a[href='{form}']"));
        Assert.Equal("Something else", (await ana.Get("/threads/new")).One("textarea").TextContent.Trim());

        page = await page.Submit("form.form", ("Audience", "AllMembers"), ("Preview", null));
        Assert.Equal("How it went", page.Is(HttpStatusCode.OK).Text("h1"));
        Assert.Equal(1, await site.Read(db => db.Threads.CountAsync(t => t.GrewFromThread == thread.Id)));
        Assert.False((await ana.Get("/drafts")).Has($".actions a[href='{form}']"));
        Assert.Equal("Something else", (await ana.Get("/threads/new")).One("textarea").TextContent.Trim());

        // What the text grew out of may be gone before it is posted: the words are still there to read.
        await (await ana.Get(form)).Submit("button[formaction='/drafts']", ("Body", "Once more"));
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "DELETE"));
        page = await ana.Get("/drafts");
        Assert.False(page.Has($".actions a[href='{form}']"));
        Assert.Contains("Once more", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_was_not_finished_goes_on_where_it_was_left()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var edit = $"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}/edit";
        var page = await (await ana.Get(edit)).Submit("button[formaction='/drafts']", ("Title", "A new title"), ("Body", "Better words"));
        Assert.Equal(edit, page.Address);
        Assert.Equal(("A new title", "Better words"), (page.One("[name=Title]").GetAttribute("value"), page.One("textarea").TextContent.Trim()));
        Assert.Equal("Tell me please.", (await ana.Get(thread.Address())).Text(".post--opening .prose"));
        page = await page.Submit("form.form");
        Assert.Equal("Better words", page.Text(".post--opening .prose"));
        Assert.Equal(0, await Count(ana));
    }

    [Fact]
    public async Task Two_devices_never_write_over_each_other_unseen()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var key = $"thread:{(await site.AddThread(ana.Member)).Id}";
        var first = Version(await Put(ana, key, 0, ("Body", "From the desk")));
        var conflict = await Put(ana, key, 0, ("Body", "From the phone"));
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal(("From the desk", first), (Json(conflict).GetProperty("body").GetString(), Version(conflict)));
        // The same words twice are no conflict.
        Assert.Equal(HttpStatusCode.OK, (await Put(ana, key, 0, ("Body", "From the desk"))).Status);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = Version(await Put(ana, key, first, ("Body", "From the phone")));
        Assert.True(second > first);
        Assert.Equal(HttpStatusCode.Conflict, (await Put(ana, key, first, ("Body", "From the desk again"))).Status);
        // Posted or thrown away on the one, it does not come back from the other.
        await ana.Post($"/drafts/{key}", ("_method", "DELETE"));
        Assert.Equal(HttpStatusCode.Gone, (await Put(ana, key, second, ("Body", "Late"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ana.Get($"/drafts/{key}")).Status);
    }

    [Fact]
    public async Task Drafts_are_their_owners_alone()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        var key = $"thread:{thread.Id}";
        await Put(ana, key, 0, ("Body", "Mine"));
        (await ben.Get($"/drafts/{key}")).Is(HttpStatusCode.NotFound);
        await ben.Post($"/drafts/{key}", ("_method", "DELETE"));
        Assert.Equal("Mine", Json(await ana.Get($"/drafts/{key}")).GetProperty("body").GetString());
        Assert.DoesNotContain("Mine", (await ben.Get(thread.Address())).One("#reply-form").InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_the_database_shows_neither_the_text_nor_the_thread()
    {
        var secret = $"secret{Guid.NewGuid():N}";
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await Put(ana, $"thread:{thread.Id}", 0, ("Body", secret));
        Assert.Empty(await site.WhereIs(secret));
        var row = await site.Read(db => db.Set<CoP.Domain.Discussions.Draft>().AsNoTracking().SingleAsync(d => d.MemberId == ana.Member.Id));
        var bytes = Convert.ToHexString([.. row.Slot, .. row.Sealed]);
        Assert.DoesNotContain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(secret)), bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(thread.Id.ToString())), bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(thread.Id.Value.ToByteArray()), bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_ends_thirty_days_after_its_last_change()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var key = $"thread:{(await site.AddThread(ana.Member)).Id}";
        await Put(ana, key, 0, ("Body", "Some day"));
        site.Clock.Advance(TimeSpan.FromDays(29));
        await Tidy();
        Assert.Equal(1, await Count(ana));
        site.Clock.Advance(TimeSpan.FromDays(2));
        await Tidy();
        Assert.Equal(0, await Count(ana));
    }

    [Fact]
    public async Task There_is_a_limit_to_how_much_is_kept()
    {
        var ana = await site.SignIn(Kind.Supporter);
        for (var i = 0; i < CoP.Domain.Discussions.Draft.Most; i++)
            await Put(ana, $"thread:{CoP.Domain.Common.Id<Thread>.New(site.Now)}", 0, ("Body", "x"));
        var refused = await Put(ana, "thread:new", 0, ("Body", "one too many"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("50", Json(refused).GetProperty("error").GetString(), StringComparison.Ordinal);
        (await Put(ana, "thread:new", 0, ("Body", new string('x', DraftText.Limit + 1)))).Is(HttpStatusCode.BadRequest);
        foreach (var key in new[] { "nonsense", "thread:", "thread:x", "post:AAAAAAAAAAAAAAAAAAAAAA", "thread:new:more" })
            (await Put(ana, key, 0, ("Body", "x"))).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Emptying_the_field_empties_the_draft()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var version = Version(await Put(ana, "thread:new", 0, ("Body", "x")));
        Assert.Equal(0, Version(await Put(ana, "thread:new", version, ("Body", " "), ("Language", "en"))));
        Assert.Equal(0, await Count(ana));
    }

    async Task Tidy()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Drafts>().Tidy();
    }

    Task<int> Count(Visitor visitor) => site.Read(db => db.Set<CoP.Domain.Discussions.Draft>().CountAsync(d => d.MemberId == visitor.Member.Id));

    static Task<Page> Put(Visitor visitor, string key, long version, params (string, string)[] fields) =>
        visitor.Post($"/drafts/{key}", [.. fields, ("_method", "PUT"), ("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

    static JsonElement Json(Page page) => JsonDocument.Parse(page.Body).RootElement;

    static long Version(Page page) => Json(page).GetProperty("version").GetInt64();
}

public sealed class DraftTestsOnSqlite(SqliteSite site) : DraftTests(site), IClassFixture<SqliteSite>;

public sealed class DraftTestsOnPostgres(PostgresSite site) : DraftTests(site), IClassFixture<PostgresSite>;
