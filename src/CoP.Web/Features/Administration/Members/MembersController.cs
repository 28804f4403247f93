using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Administration.Audit;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Live;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Administration.Members;

/// <summary>Whom the list shows.</summary>
public sealed record MemberFilter(string? Name, WorkRole? Role, Area? Area, MemberState? State);

public sealed record MemberRow(Id<Member> Id, string Name, WorkRole Role, bool Supervises, string? Agency, Domain.Meetings.Areas Areas, Duties Duties, MemberState State);

public sealed record MemberListPage(MemberFilter Filter, IReadOnlyList<MemberRow> Rows, Id<Member>? Next);

public sealed class StandingPage : WorkInput
{
    public List<Duties> Duties { get; set; } = [];

    [BindNever, ValidateNever]
    public MemberRow Member { get; set; } = null!;

    [BindNever, ValidateNever]
    public IReadOnlyList<AuditLine> Trail { get; set; } = [];

    /// <summary>The one who looks is the one who is shown: nobody changes their own standing.</summary>
    [BindNever, ValidateNever]
    public bool IsMe { get; set; }
}

/// <summary>The committee's list of members and what each may do. What they chose for themselves is not shown here.</summary>
[Authorize(Policies.Steward)]
public sealed class MembersController(
    CopDb db, CurrentMember me, Anonymity anonymity, UserManager<Account> accounts, Rules rules, TimeProvider clock, AuditTrail trail, IStringLocalizer<AdministrationText> texts) : Controller
{
    const int PageSize = 50;

    [HttpGet("/steering/members")]
    public async Task<IActionResult> Index(MemberFilter filter, Id<Member>? after)
    {
        var rows = await db.Members.Matching(filter).After(db, after).Take(PageSize + 1).AsRows(db).ToListAsync();
        var page = rows.Take(PageSize).ToList();
        return View("Index", new MemberListPage(filter, page, rows.Count > PageSize ? page[^1].Id : null));
    }

    [HttpGet("/steering/members/{id}")]
    public async Task<IActionResult> Show(Id<Member> id) => await Fill(new StandingPage(), id, showStored: true) is { } page ? View("Show", page) : NotFound();

    [HttpPost("/steering/members/{id}/work")]
    public async Task<IActionResult> Work(Id<Member> id, StandingPage input)
    {
        var work = await input.Read(db);
        if (ModelState.IsValid && work is null) ModelState.AddModelError("", texts["work.unknown"]);
        return await Change(id, input, (oversight, member) => oversight.ChangeWork(member, work!));
    }

    [HttpPost("/steering/members/{id}/duties")]
    public Task<IActionResult> Entrust(Id<Member> id, [Bind(nameof(StandingPage.Duties))] StandingPage input)
    {
        ModelState.Remove(nameof(input.Role));
        if (!input.Duties.TrueForAll(Enum.IsDefined)) ModelState.AddModelError(nameof(input.Duties), texts["work.unknown"]);
        var duties = input.Duties.Aggregate(Domain.Members.Duties.None, (all, duty) => all | duty);
        return Change(id, input, (oversight, member) => oversight.ChangeDuties(member, duties));
    }

    [HttpPost("/steering/members/{id}/suspension")]
    public Task<IActionResult> Suspend(Id<Member> id) => Change(id, new StandingPage(), (oversight, member) => oversight.Suspend(member));

    [HttpDelete("/steering/members/{id}/suspension")]
    public Task<IActionResult> Readmit(Id<Member> id) => Change(id, new StandingPage(), (oversight, member) => oversight.Readmit(member));

    async Task<IActionResult> Change(Id<Member> id, StandingPage input, Func<Oversight, Member, IReadOnlyList<AuditEntry>> change)
    {
        if (!await db.Members.AnyAsync(m => m.Id == id)) return NotFound();
        if (ModelState.IsValid)
        {
            try
            {
                await db.Write(() => ChangeStanding(id, change));
                this.Say(texts["standing.saved"]);
                return Redirect($"/steering/members/{id}");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(broken.Key == "member.discipline" ? nameof(input.Discipline) : "", rules.Explain(broken));
            }
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Show", await Fill(input, id, showStored: input.Role is null));
    }

    async Task ChangeStanding(Id<Member> id, Func<Oversight, Member, IReadOnlyList<AuditEntry>> change)
    {
        // In one order for everyone: two who change each other at the same time wait, and do not lock each other out.
        foreach (var held in new[] { me.Id, id }.Distinct().Order()) await db.Lock("Members", held.Value);
        var actor = await db.Members.SingleAsync(m => m.Id == me.Id);
        var member = await db.Members.SingleAsync(m => m.Id == id);
        var agency = member.AgencyId;
        var lines = change(new Oversight(actor, clock.Now()), member);
        if (lines.Count == 0) return;
        db.AuditTrail.AddRange(lines);
        await db.SaveChangesAsync();
        await anonymity.AgencyChanged(db, agency, member.AgencyId);
        // Sessions end and live connections close: what they were opened with no longer holds.
        if (await accounts.FindByIdAsync(id.Value.ToString()) is { } account) await accounts.UpdateSecurityStampAsync(account);
        db.Changed(LiveTopics.Member(id), 0);
    }

    async Task<StandingPage?> Fill(StandingPage page, Id<Member> id, bool showStored)
    {
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id);
        if (member is null) return null;
        if (showStored) page.Show(member.Work);
        if (!HttpContext.Request.Path.Value!.EndsWith("/duties", StringComparison.Ordinal)) page.Duties = [.. Standings.Each(member.Duties)];
        page.Member = await db.Members.Where(m => m.Id == id).AsRows(db).SingleAsync();
        page.Trail = me.Is(Domain.Members.Duties.Committee) ? await trail.Of(id) : [];
        page.IsMe = id == me.Id;
        await page.Offer(db, texts);
        return page;
    }
}
