using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Reminders.Preferences;

/// <summary>What the page of choices holds. A topic that the form did not show stays as it is.</summary>
public sealed class PreferencesInput
{
    public Pace? Meetings { get; set; }
    public Pace? Sessions { get; set; }
    public Pace? Replies { get; set; }
    public Pace? Mentions { get; set; }
    public Pace? Committee { get; set; }
    public Pace? News { get; set; }
    public Pace? Duties { get; set; }

    public int Hour { get; set; } = DigestTime.Default.Hour;
    public IsoDayOfWeek Day { get; set; } = DigestTime.Default.Day;

    /// <summary>Of what they want reminders.</summary>
    public List<MailTopics> Reminders { get; set; } = [];
    public List<ReminderTime> Times { get; set; } = [];
    public LocalTime? QuietFrom { get; set; }
    public LocalTime? QuietUntil { get; set; }
    public bool Detailed { get; set; }
    public bool PlainText { get; set; }

    public Pace? this[MailTopics topic] => topic switch
    {
        MailTopics.Meetings => Meetings,
        MailTopics.Sessions => Sessions,
        MailTopics.Replies => Replies,
        MailTopics.Mentions => Mentions,
        MailTopics.Committee => Committee,
        MailTopics.News => News,
        MailTopics.Duties => Duties,
        _ => null,
    };

    public static PreferencesInput Of(MailChoices choices) => new()
    {
        Meetings = choices.PaceOf(MailTopics.Meetings),
        Sessions = choices.PaceOf(MailTopics.Sessions),
        Replies = choices.PaceOf(MailTopics.Replies),
        Mentions = choices.PaceOf(MailTopics.Mentions),
        Committee = choices.PaceOf(MailTopics.Committee),
        News = choices.PaceOf(MailTopics.News),
        Duties = choices.PaceOf(MailTopics.Duties),
        Hour = choices.DigestHour,
        Day = choices.DigestDay,
        Reminders = [.. PreferencesPage.Reminding.Where(choices.Wants)],
        Times = [.. choices.Times.Each()],
        QuietFrom = choices.QuietFrom,
        QuietUntil = choices.QuietUntil,
        Detailed = choices.Detailed,
        PlainText = choices.PlainText,
    };
}

/// <param name="Topics">What there is to choose about for who asks.</param>
/// <param name="PausedUntil">Until when mail is paused; null where it is not.</param>
public sealed record PreferencesPage(PreferencesInput Input, IReadOnlyList<MailTopics> Topics, LocalDate? PausedUntil, PauseInput Pause)
{
    public static readonly MailTopics[] Reminding = [MailTopics.MeetingReminders, MailTopics.SessionReminders];

    /// <summary>How a topic can come.</summary>
    public static IEnumerable<Pace> PacesOf(MailTopics topic) => Enum.GetValues<Pace>().Where(p => p is Pace.AtOnce or Pace.Never || (topic & MailTopicSets.CanWait) != MailTopics.None);
}

public sealed class PauseInput
{
    public LocalDate? Until { get; set; }
}

/// <summary>What mail I get, how often, and when it reminds me.</summary>
public sealed class PreferencesController(CopDb db, CurrentMember me, Rules rules, TimeProvider clock, IStringLocalizer<ChoiceText> texts) : Controller
{
    [HttpGet("/preferences")]
    public async Task<IActionResult> Show() => await Page(null, new PauseInput());

    [HttpPost("/preferences")]
    public async Task<IActionResult> Save([Bind(Prefix = "Input")] PreferencesInput input)
    {
        QuietHours? quiet = null;
        DigestTime? digests = null;
        if (input.QuietFrom is null != input.QuietUntil is null)
            ModelState.AddModelError(input.QuietFrom is null ? "Input.QuietFrom" : "Input.QuietUntil", texts["quiet.both"]);
        Try("Input.QuietUntil", () => quiet = input is { QuietFrom: { } from, QuietUntil: { } until } ? QuietHours.Between(from, until) : null);
        Try("Input.Hour", () => digests = DigestTime.At(input.Hour, input.Day));
        foreach (var topic in Topics.Where(t => input[t] is { } pace && !PreferencesPage.PacesOf(t).Contains(pace))) ModelState.AddModelError($"Input.{topic}", texts["pace.cannot"]);
        if (!ModelState.IsValid) return await Page(input, new PauseInput());
        await db.Write(async () =>
        {
            var (choices, now) = (await db.ChoicesOf(me.Id), clock.Now());
            var muted = (choices.Muted & ~(MailTopics.MeetingReminders | MailTopics.SessionReminders)) | PreferencesPage.Reminding.Except(input.Reminders).Aggregate(MailTopics.None, (all, topic) => all | topic);
            choices.Choose(muted, new ReminderChoices(input.Times.Where(Enum.IsDefined).Aggregate(ReminderTimes.None, (all, time) => all | time.AsSet()), quiet), input.Detailed);
            choices.Read(input.PlainText);
            choices.GatherAt(digests!, now);
            foreach (var topic in Topics)
                if (input[topic] is { } pace) choices.Set(topic, pace, now);
        });
        this.Say(texts["saved"]);
        return Redirect("/preferences");
    }

    /// <summary>No mail until a day.</summary>
    [HttpPost("/preferences/pause")]
    public async Task<IActionResult> Pause([Bind(Prefix = "Pause")] PauseInput input)
    {
        if (input.Until is null && ModelState.IsValid) ModelState.AddModelError("Pause.Until", texts["pause.missing"]);
        if (input.Until is { } until)
        {
            try
            {
                await db.Write(async () => (await db.ChoicesOf(me.Id)).Pause(until, clock.NowIn(me.Zone).Date));
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError("Pause.Until", rules.Explain(broken));
            }
        }
        if (!ModelState.IsValid) return await Page(null, input);
        this.Say(texts["pause.said"]);
        return Redirect("/preferences");
    }

    [HttpDelete("/preferences/pause")]
    public async Task<IActionResult> Resume()
    {
        await db.Write(async () => (await db.ChoicesOf(me.Id)).Resume());
        this.Say(texts["pause.ended"]);
        return Redirect("/preferences");
    }

    // Committee work is for the committee, and for those who lead for an area or an agency; what waits for moderators for them.
    List<MailTopics> Topics =>
    [
        .. MailTopicSets.All.Where(t => t switch
        {
            MailTopics.Committee => me.Is(Domain.Members.Duties.Committee) || me.Viewer.Role is WorkRole.AreaDirectorOfRecovery or WorkRole.DirectorOfPeerSupport or WorkRole.Administrator,
            MailTopics.Duties => me.Is(Domain.Members.Duties.Moderator) || me.Is(Domain.Members.Duties.Opener),
            _ => !PreferencesPage.Reminding.Contains(t),
        }),
    ];

    /// <param name="typed">What was typed; null for what is chosen now.</param>
    async Task<IActionResult> Page(PreferencesInput? typed, PauseInput pause)
    {
        if (!ModelState.IsValid) Response.StatusCode = StatusCodes.Status400BadRequest;
        var choices = await db.MailChoices.AsNoTracking().SingleOrDefaultAsync(c => c.MemberId == me.Id) ?? new MailChoices(me.Id);
        return View("Show", new PreferencesPage(typed ?? PreferencesInput.Of(choices), Topics, choices.IsPaused(clock.Now(), me.Zone) ? choices.PausedUntil : null, pause));
    }

    void Try(string field, Action choose)
    {
        try
        {
            choose();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(field, rules.Explain(broken));
        }
    }
}
