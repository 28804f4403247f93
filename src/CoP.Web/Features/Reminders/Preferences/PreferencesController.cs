using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Reminders.Preferences;

public sealed class PreferencesInput
{
    public List<MailTopics> Topics { get; set; } = [];
    public List<ReminderTime> Times { get; set; } = [];
    public LocalTime? QuietFrom { get; set; }
    public LocalTime? QuietUntil { get; set; }
    public bool Detailed { get; set; }
}

/// <summary>What mail I get, and when it reminds me.</summary>
public sealed class PreferencesController(CopDb db, CurrentMember me, Rules rules, IStringLocalizer<RemindersText> texts) : Controller
{
    /// <summary>What mail there can be for who asks.</summary>
    public static IEnumerable<MailTopics> TopicsOf(CurrentMember member) =>
        Enum.GetValues<MailTopics>().Where(t => t != MailTopics.None && (t != MailTopics.Duties || member.Is(Duties.Moderator) || member.Is(Duties.Opener)));

    [HttpGet("/preferences")]
    public async Task<IActionResult> Show()
    {
        var choices = await db.MailChoices.AsNoTracking().SingleOrDefaultAsync(c => c.MemberId == me.Id) ?? new MailChoices(me.Id);
        return View("Show", new PreferencesInput
        {
            Topics = [.. TopicsOf(me).Where(choices.Wants)],
            Times = [.. choices.Times.Each()],
            QuietFrom = choices.QuietFrom,
            QuietUntil = choices.QuietUntil,
            Detailed = choices.Detailed,
        });
    }

    [HttpPost("/preferences")]
    public async Task<IActionResult> Save(PreferencesInput input)
    {
        QuietHours? quiet = null;
        if (input.QuietFrom is null != input.QuietUntil is null)
            ModelState.AddModelError(input.QuietFrom is null ? nameof(input.QuietFrom) : nameof(input.QuietUntil), texts["quiet.both"]);
        try
        {
            if (input is { QuietFrom: { } from, QuietUntil: { } until }) quiet = QuietHours.Between(from, until);
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(nameof(input.QuietUntil), rules.Explain(broken));
        }

        if (!ModelState.IsValid) return View("Show", input);
        var muted = TopicsOf(me).Except(input.Topics).Aggregate(MailTopics.None, (all, topic) => all | topic);
        var times = input.Times.Where(Enum.IsDefined).Aggregate(ReminderTimes.None, (all, time) => all | time.AsSet());
        await db.Write(async () => (await db.ChoicesOf(me.Id)).Choose(muted, new ReminderChoices(times, quiet), input.Detailed));
        this.Say(texts["saved"]);
        return Redirect("/preferences");
    }
}
