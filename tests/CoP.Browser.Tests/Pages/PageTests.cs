using System.Collections.Concurrent;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.Playwright;

namespace CoP.Browser.Tests.Pages;

/// <summary>Every main page, in both languages, light and dark, on a phone and on a desk; any two of them together, and all three in the long run.</summary>
public sealed class PageTests(DemoSite site, Windows windows) : IClassFixture<DemoSite>, IClassFixture<Windows>
{
    // A page at which the browser waits for ever fails alone.
    const int Limit = 90_000;

    public static TheoryData<string?, string> Pages => new()
    {
        { null, "/" },
        { null, "/sign-in" },
        { null, "/sign-in/link" },
        { null, "/sign-in/link/sent" },
        { null, "{link}" },
        { null, "{join}" },
        { null, "{unsubscribe}" },
        { null, "{rsvp}" },
        { null, "{absence}" },
        { null, "{mute}" },
        { null, "{guest}" },
        { null, "/privacy" },
        { null, "/accessibility" },
        { null, "/dev/mailbox" },
        { null, "{letter}" },
        { "supporter", "/" },
        { "supporter", "/discussions" },
        { "supporter", "/discussions?show=unread" },
        { "supporter", "/discussions?show=mine" },
        { "supporter", "/discussions?kind=success&value=hopeful" },
        { "supporter", "{space}" },
        { "supporter", "{thread}" },
        { "supporter", "{thread}?answer=1" },
        { "supporter", "/notices" },
        { "supporter", "{print}" },
        { "supporter", "{edit}" },
        { "supporter", "{audience}" },
        { "supporter", "/threads/new" },
        { "supporter", "/guidelines" },
        { "supporter", "/guidelines/values/voluntary" },
        { "supporter", "/guidelines/values/open-minded" },
        { "supporter", "/meetings" },
        { "supporter", "{meeting}" },
        { "supporter", "{room}" },
        { "supporter", "{past}" },
        { "supporter", "{past}/minutes" },
        { "supporter", "{past}/minutes/history?language=en" },
        { "supporter", "/announcements" },
        { "committee", "{past}" },
        { "committee", "{past}/minutes" },
        { "committee", "{past}/minutes/edit" },
        { "committee", "{past}/follow-ups/new" },
        { "committee", "{past}/hand-over" },
        { "committee", "{past}/files/new" },
        { "committee", "/steering/follow-ups" },
        { "committee", "/steering/announcements" },
        { "committee", "/steering/announcements/new" },
        { "supporter", "/meetings/rotation" },
        { "supporter", "/meetings/rotation/history" },
        { "director", "/meetings/rotation/proposals" },
        { "director", "/meetings/rotation/proposals/new" },
        { "director", "{proposal}" },
        { "committee", "{exchange}" },
        { "committee", "/steering/rotation" },
        { "committee", "/steering/rotation/order" },
        { "committee", "/steering/rotation/waiver" },
        { "committee", "/steering/rotation/self-organising" },
        { "supporter", "{meeting}/agenda" },
        { "supporter", "{meeting}/agenda/new" },
        { "supporter", "{meeting}/agenda/run-sheet" },
        { "supporter", "{item}" },
        { "supporter", "{bring}" },
        { "supporter", "{meeting}/breakouts/peer-supporters" },
        { "supporter", "{meeting}/breakouts/supervisors" },
        { "supporter", "{past}/breakouts/peer-supporters" },
        { "supporter", "{past}/report-back" },
        { "supporter", "/record" },
        { "supporter", "/record/entries/new" },
        { "supporter", "{entry}" },
        { "supporter", "/record/reflections" },
        { "supporter", "/record/reflections/new" },
        { "supporter", "{reflection}" },
        { "supporter", "{reflection}/edit" },
        { "supporter", "/record/assessments" },
        { "supporter", "/record/assessments/new" },
        { "supporter", "/record/take-along" },
        { "supporter", "/record/print?Came=true&Names=true&Reflections=true&Assessments=true&Name=true" },
        { "supporter", "{went}" },
        { "director", "/record" },
        { "director", "/record/assessments" },
        { "committee", "{meeting}/agenda" },
        { "committee", "{item}" },
        { "committee", "{past}/report-back" },
        { "supporter", "/groups" },
        { "supporter", "{group}" },
        { "supporter", "{group}/leave" },
        { "supporter", "{others}" },
        { "supporter", "{others}/join" },
        { "supporter", "{session}" },
        { "supporter", "{group}/agreement" },
        { "supporter", "{group}/agreement/edit" },
        { "supporter", "{group}/agreement/history" },
        { "supervisor", "{group}/agreement" },
        { "supporter", "{group}/roles" },
        { "supporter", "/groups/new" },
        { "supporter", "/groups?where=statewide&day=Tuesday&part=Afternoon" },
        { "supporter", "/groups/looking" },
        { "supporter", "{invited}" },
        { "supporter", "{invited}/join" },
        { "zeke.anders", "/groups" },
        { "kendra.foss", "{group}" },
        { "ellis.marsh", "{group}/people" },
        { "supporter", "{when}" },
        { "supporter", "{decided}" },
        { "supporter", "{group}/polls/new" },
        { "ellis.marsh", "{when}" },
        { "committee", "/steering/polls" },
        { "committee", "/steering/polls/new" },
        { "committee", "{together}" },
        { "ellis.marsh", "{group}/edit" },
        { "ellis.marsh", "{group}/series" },
        { "ellis.marsh", "{session}/move" },
        { "ellis.marsh", "{session}/cancel" },
        { "ellis.marsh", "{session}/onwards" },
        { "supporter", "/calendar" },
        { "supporter", "/calendar?view=week" },
        { "supporter", "/calendar?view=list" },
        { "supporter", "/calendar/feeds" },
        { "supporter", "/preferences/calendar" },
        { "supporter", "/profile" },
        { "supporter", "/profile/password" },
        { "supporter", "/profile/security" },
        { "supporter", "/preferences" },
        { "committee", "/preferences" },
        { "supporter", "/preferences/previews" },
        { "committee", "/" },
        { "committee", "{meeting}/access" },
        { "committee", "{request}" },
        { "director", "{meeting}/access" },
        { "committee", "/steering" },
        { "committee", "/steering/meetings" },
        { "committee", "{planned}" },
        { "committee", "{planned}/details" },
        { "committee", "{planned}/announcement" },
        { "committee", "{planned}/date" },
        { "committee", "{planned}/postponement" },
        { "committee", "{planned}/seats" },
        { "committee", "{meeting}/checklist" },
        { "committee", "/steering/checklist" },
        { "committee", "{planned}/cancellation" },
        { "committee", "/steering{past}/attendance" },
        { "committee", "{turn}" },
        { "committee", "/steering/year" },
        { "committee", "/steering/blocked" },
        { "committee", "{planned}/poll" },
        { "committee", "{poll}" },
        { "committee", "{extra}" },
        { "committee", "{extra}/details" },
        { "committee", "/steering/meetings/extras/new" },
        { "committee", "/steering/invitations" },
        { "committee", "/steering/invitations/new" },
        { "committee", "/steering/members" },
        { "committee", "{member}" },
        { "committee", "/steering/agencies" },
        { "committee", "/steering/audit" },
        { "committee", "/steering/mail" },
        { "site", "/steering/mail/sent" },
        { "site", "/steering" },
        { "supporter", "{concern}" },
        { "supporter", "{answer}" },
        { "supporter", "/preferences/muted" },
        { "supporter", "/submissions" },
        { "fern.whitaker", "/moderation" },
        { "fern.whitaker", "/moderation?decided=true" },
        { "fern.whitaker", "{case}" },
        { "fern.whitaker", "/moderation/first-posts" },
        { "committee", "/moderation/settings" },
        { "supporter", "/search" },
        { "supporter", "/search?q=super*%20kind:question%20colour:red" },
        { "supporter", "/search?q=zebra" },
        { "supporter", "/search?q=kind:success" },
        { "supporter", "{thread}?quote=1" },
        { "supporter", "{history}" },
        { "supporter", "/drafts" },
    };

    /// <summary>Forms that come back since nothing was filled in.</summary>
    public static TheoryData<string?, string, int> Forms => new()
    {
        { null, "/sign-in", 200 },
        { null, "/sign-in/link", 200 },
        { null, "{join}", 200 },
        { "supporter", "/threads/new", 400 },
        { "supporter", "{meeting}", 400 },
        { "supporter", "/groups/new", 400 },
        { "ellis.marsh", "{group}/series", 400 },
        { "ellis.marsh", "{group}/people", 400 },
        { "kendra.foss", "/groups/looking", 400 },
        { "supporter", "{when}", 400 },
        { "supporter", "{group}/polls/new", 400 },
        { null, "{guest}", 400 },
        { "supporter", "/profile", 200 },
        { "supporter", "/profile/password", 200 },
        { "committee", "/steering/invitations/new", 200 },
        { "committee", "{turn}", 400 },
        { "committee", "/steering/rotation/self-organising", 400 },
        { "committee", "{past}/follow-ups/new", 400 },
        { "committee", "/steering/announcements/new", 400 },
        { "committee", "{planned}/date", 400 },
        { "committee", "/steering/meetings/extras/new", 400 },
        { "committee", "/steering/checklist", 400 },
        { "committee", "{request}", 400 },
        { "committee", "/steering/blocked", 400 },
        { "committee", "{planned}/poll", 400 },
        { "supporter", "{meeting}/agenda/new", 400 },
        { "supporter", "/record/entries/new", 400 },
        { "supporter", "/record/reflections/new", 400 },
        { "supporter", "{concern}", 400 },
        { "supporter", "{answer}", 400 },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_right_however_one_looks_at_it(string? who, string name) => Findings.None(await Look(who, await site.Find(who, name), 200));

    [Theory(Timeout = Limit)]
    [InlineData("supporter", "/threads/AAAAAAAAAAAAAAAAAAAAAA", 404)]
    [InlineData(null, "/error/404", 404)]
    [InlineData(null, "/join/nothing", 410)]
    [InlineData(null, "/sign-in/link/nothing", 410)]
    [InlineData(null, "/poll/nothing", 410)]
    [InlineData(null, "/error/400", 400)]
    [InlineData("supporter", "/error/403", 403)]
    [InlineData(null, "/error/429", 429)]
    [InlineData("supporter", "/error/500", 500)]
    public async Task A_page_that_says_what_went_wrong_is_right(string? who, string address, int status) => Findings.None(await Look(who, address, status));

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Forms))]
    public async Task A_form_that_says_what_is_missing_is_right(string? who, string name, int status)
    {
        var address = await site.Find(who, name);
        Findings.None(await InEveryLook(who, async (window, look) =>
        {
            await window.Page.GotoAsync(In(address, look.Language));
            window.TakeComplaints();
            var answer = await window.Page.RunAndWaitForResponseAsync(
                () => window.Page.EvaluateAsync("""
                    () => {
                      document.documentElement.dataset.before = 'yes';
                      const form = document.querySelector('main form.form');
                      form.noValidate = true;
                      for (const field of form.querySelectorAll('input:is([type=text],[type=email],[type=password],[type=date],[type=time]), textarea')) field.value = '';
                      form.requestSubmit();
                    }
                    """),
                response => response.Request.Method == "POST" && response.Request.IsNavigationRequest);
            await window.Page.WaitForFunctionAsync("() => !document.documentElement.dataset.before && document.readyState === 'complete'");
            var wrong = new List<string>();
            if (await window.Page.Locator("main .field-error").CountAsync() == 0) wrong.Add("no field says what is missing");
            if (look.Phone) wrong.AddRange(await Html(answer));
            return [.. wrong, .. await PageCheck.Check(window, answer, look.Language, status, IsWhole(look))];
        }));
    }

    [Fact]
    public async Task The_page_that_sets_up_a_new_site_is_right()
    {
        await using var fresh = await Site.On(DatabaseKind.Sqlite, listens: true);
        await fresh.Write(db => db.SetUpKeys.Add(new SetUpKey("open-sesame")));
        await using var window = await Window.Open(fresh, look: new("es", Phone: true));
        Findings.None(await PageCheck.Check(window, "/setup/open-sesame", "es"));
        Findings.None(await HtmlChecker.Check((await fresh.Visit("es").Get("/setup/open-sesame")).Body));
    }

    Task<IEnumerable<string>> Look(string? who, string address, int status) => InEveryLook(who, async (window, look) =>
    {
        window.TakeComplaints();
        var answer = await window.Page.GotoAsync(In(address, look.Language), new() { WaitUntil = WaitUntilState.Load });
        return [.. look.Phone ? await Html(answer!) : [], .. await PageCheck.Check(window, answer!, look.Language, status, IsWhole(look))];
    });

    async Task<IEnumerable<string>> InEveryLook(string? who, Func<Window, Look, Task<IEnumerable<string>>> check)
    {
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(LongRun.On ? Infrastructure.Look.All : Infrastructure.Look.Pairs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (look, _) =>
        {
            var window = await windows.Of(site, who, look);
            foreach (var message in await check(window, look)) wrong.Add($"{window.Page.Url} ({look}): {message}");
        });
        return wrong;
    }

    // By day one language is looked at on a phone and the other on a desk: between them they ask everything of every page.
    static bool IsWhole(Look look) => LongRun.On || look.Theme == ColorScheme.Light;

    static async Task<IEnumerable<string>> Html(IResponse answer) => (await HtmlChecker.Check(await answer.TextAsync())).Select(m => "HTML: " + m);

    static string In(string address, string language) => address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language;
}
