using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

/// <summary>Every form that leads from the pages of meetings, found by following links, with things in every field that nobody should type.</summary>
public abstract partial class FormTests(Site site)
{
    static readonly string[] hostile =
    [
        "one\u0007two", "99999999999999999999", "<script>alert(1)</script>", "", "2031-02-30", new('x', 20_000), "-1", "zero\u0000", "\u202Eover\uFFFF", "AAAAAAAAAAAAAAAAAAAAAA", "a\r\nb", "NaN",
    ];

    // What ends a meeting comes last, so that the other forms meet one that is alive.
    static readonly string[] last = ["cancellation", "postponement", "announcement", "choice", "date", "details"];

    [Fact]
    public async Task Whatever_is_in_a_field_the_answer_is_a_page_that_shows_it_as_text()
    {
        var (committee, administrator) = await Everything();
        var pages = (await Follow(administrator, "/meetings")).Select(p => (Page: p, By: administrator)).Concat((await Follow(committee, "/meetings", "/steering/meetings", "/steering/year", "/steering/blocked", "/steering/checklist", "/steering/rotation", "/meetings/rotation/proposals", "/steering/follow-ups", "/steering/announcements/new")).Select(p => (Page: p, By: committee)));
        var forms = pages.SelectMany(p => p.Page.Document.QuerySelectorAll<IHtmlFormElement>("main form").Select(f => (p.Page, p.By, Form: f)))
            .GroupBy(f => Key(f.Form)).SelectMany(same => same.Take(1)).OrderBy(f => Array.FindIndex(last, l => Action(f.Form).EndsWith(l, StringComparison.Ordinal)) + (Fields(f.Form).Any(x => x.Key == "_method") ? 100 : 0)).ToList();
        Assert.True(forms.Select(f => Key(f.Form)).Distinct().Count() > 45, $"Only {forms.Count} forms were found.");
        var (wrong, sent) = (new List<string>(), 0);
        foreach (var (page, visitor, form) in forms)
            foreach (var field in Fields(form).Select(f => f.Key).Distinct().Except(["__RequestVerificationToken", "_method"]).ToList())
                for (var i = 0; i < LongRun.Rounds(1, hostile.Length); i++)
                {
                    var value = hostile[(sent + i) % hostile.Length];
                    var answer = await visitor.First(Request(page, form, field, value));
                    sent++;
                    if ((int)answer.Status >= 500) wrong.Add($"{Key(form)} answers {(int)answer.Status} to {field} = {Short(value)}");
                    if (answer.Body.Contains("<script>alert(1)", StringComparison.Ordinal)) wrong.Add($"{Key(form)} says {field} as it was sent");
                }
        Findings.None(wrong.Distinct());
    }

    /// <summary>A meeting in each state, and all that hangs on meetings; a member who leads, books, keeps and decides, and one who takes notes.</summary>
    async Task<(Visitor Committee, Visitor Administrator)> Everything()
    {
        var over = await site.PastMeeting();
        await over.Facilitator.WriteMinutes(over, "What we said", "Lo que dijimos");
        site.Clock.Advance(TimeSpan.FromDays(35));
        var near = await site.Near(Duration.FromMinutes(5), seats: false);
        var (committee, supporter) = (await site.SignIn(Kind.Committee, m => m with { Areas = (Areas)31 }), await site.SignIn(Kind.Supporter));
        await site.Write(async db => (await db.Meetings.SingleAsync(m => m.Id == near.Id)).NameContact(await db.Members.SingleAsync(m => m.Id == committee.Member.Id)));
        await supporter.Answer(near.Id, "Yes", ("Mine.Asl", "true"));
        await committee.Propose(site, near.Id, "Something to talk about");
        await supporter.Propose(site, near.Id, "Something else");
        await near.Peer.Note(near.Id, "administrators", StandingQuestion.Need, "A room.");
        await (await committee.Get(over.Address + "/follow-ups/new")).Submit("main form.form", ("Input.Text", "Ask around"), ("Input.Owner", committee.Member.Id.ToString()), ("Input.Due", site.Now.InUtc().Date.PlusDays(9).Iso()));
        await committee.Schedule(new Quarter(2031, 4), ("Input.Recovery", committee.Member.Id.ToString()));
        await (await committee.Get("/steering/meetings/turns/2032-Q1/poll")).Submit("main form");
        var sides = await site.Sides();
        await sides[0].Contact.Propose("Swap", sides[0].Turn, sides[1].Turn);
        return (committee, near.Peer);
    }

    static async Task<List<Page>> Follow(Visitor visitor, params string[] from)
    {
        var (pages, queue, seen) = (new List<Page>(), new Queue<string>(from), new Dictionary<string, int>(StringComparer.Ordinal));
        while (queue.TryDequeue(out var address) && pages.Count < 200)
        {
            var page = await visitor.Get(address);
            if (!page.Response.IsSuccessStatusCode || page.Response.Content.Headers.ContentType?.MediaType != "text/html") continue;
            pages.Add(page);
            foreach (var link in page.All("main a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(l => Ours().IsMatch(l)).Distinct(StringComparer.Ordinal))
                if (seen.TryAdd(link, 0) && (seen[Plain(link)] = seen.GetValueOrDefault(Plain(link)) + 1) <= 4) queue.Enqueue(link);
        }
        return pages;
    }

    static HttpRequestMessage Request(Page page, IHtmlFormElement form, string field, string value)
    {
        var fields = Fields(form).Where(f => f.Key != field).Append(new(field, value)).ToList();
        if (form.Method != "post") return new(HttpMethod.Get, new UriBuilder(new Uri(page.Uri, Action(form))) { Query = string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")) }.Uri);
        HttpContent content = new FormUrlEncodedContent(fields);
        if (form.GetAttribute("enctype") == "multipart/form-data")
        {
            var parts = new MultipartFormDataContent();
            foreach (var (name, text) in fields) parts.Add(new StringContent(text), name);
            content = parts;
        }
        return new(HttpMethod.Post, new Uri(page.Uri, Action(form))) { Content = content };
    }

    static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form) =>
        from element in form.Elements
        let name = element.GetAttribute("name")
        where !string.IsNullOrEmpty(name)
        let value = element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
            IHtmlInputElement input => input.Value,
            IHtmlTextAreaElement area => area.Value,
            IHtmlSelectElement list => list.Value ?? "",
            _ => null,
        }
        where value is not null
        select new KeyValuePair<string, string>(name, value);

    static string Action(IHtmlFormElement form) => form.GetAttribute("action") ?? "";

    static string Key(IHtmlFormElement form) => $"{form.Method} {Plain(Action(form).Split('?')[0])} {string.Join(' ', Fields(form).Where(f => f.Key == "_method").Select(f => f.Value))}";

    static string Plain(string address) => Ids().Replace(address.Split('?')[0], "{}");

    static string Short(string value) => Uri.EscapeDataString(value.Length > 30 ? value[..30] + "…" : value);

    [GeneratedRegex("^/(meetings|steering/(meetings|year|blocked|checklist|rotation|follow-ups|announcements))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ours();

    [GeneratedRegex("(?<=/)([A-Za-z0-9_-]{22}|[0-9]{4}-Q[1-4])(?=/|$|\\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();
}

public sealed class FormTestsOnSqlite(SqliteSite site) : FormTests(site), IClassFixture<SqliteSite>;

public sealed class FormTestsOnPostgres(PostgresSite site) : FormTests(site), IClassFixture<PostgresSite>;
