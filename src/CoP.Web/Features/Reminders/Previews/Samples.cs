using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Notices;
using CoP.Web.Features.Reminders.Digests;
using CoP.Web.Features.Reminders.Preferences;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Letters;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace CoP.Web.Features.Reminders.Previews;

/// <summary>The letters that there are to look at.</summary>
public enum Sample
{
    MeetingAnnounced,
    MeetingReminder,
    SessionMoved,
    SessionReminder,
    Reply,
    Mention,
    SeatEmpty,
    Announced,
    Digest,
}

/// <summary>Letters to who asks, written by the same composers that write the real ones, about things that are made up and nowhere kept.</summary>
public sealed class Samples(LetterDesk desk, CurrentMember me, IServiceProvider services, IStringLocalizer<ChoiceText> texts)
{
    const string Zone = "America/New_York";

    public async Task<MimeMessage> Write(Sample sample)
    {
        var choices = await desk.Db.MailChoices.AsNoTracking().SingleOrDefaultAsync(c => c.MemberId == me.Id) ?? new MailChoices(me.Id);
        var contact = await desk.Db.Members.AsNoTracking().SingleAsync(m => m.Id == me.Id);
        var email = await desk.Db.Users.Where(a => a.Id == me.Id.Value).Select(a => a.Email).SingleOrDefaultAsync();
        var (kind, member) = (sample switch { Sample.Mention => LetterKind.Reply, _ => Enum.Parse<LetterKind>(sample.ToString()) }, me.Member);
        using var _ = new Speaking(member.Language);
        var sheet = Write(sample, choices.Detailed, contact) with { Calendar = null };
        return desk.Stationery.Write(sheet, Occasion.Of(kind, me.Id.Value, 0, desk.Now), new Addressee(me.Id.Value, me.Id, member.Name, email ?? "", member.Language, choices.PlainText));
    }

    Sheet Write(Sample sample, bool detailed, Member contact)
    {
        var language = me.Member.Language;
        switch (sample)
        {
            case Sample.MeetingAnnounced:
                return Composer<MeetingAnnouncedLetter>(LetterKind.MeetingAnnounced).About(Meeting(contact));
            case Sample.MeetingReminder:
                var near = Meeting(contact);
                return Composer<MeetingReminderLetter>(LetterKind.MeetingReminder).About(near, near.Slot);
            case Sample.SeatEmpty:
                return Composer<SeatEmptyLetter>(LetterKind.SeatEmpty).About(Meeting(contact));
            case Sample.SessionMoved:
                var (moved, series) = Sessions();
                var planned = series.Schedule.Next(desk.Now)!;
                moved.Move(planned.Original, planned.Original.PlusHours(2), 60, me.Id, desk.Now);
                return Composer<SessionMovedLetter>(LetterKind.SessionMoved).About(series.Schedule.Find(planned.Original)!, planned.Slot, new SessionGroup(moved.Id, moved.Name), detailed)!;
            case Sample.SessionReminder:
                var (group, weekly) = Sessions();
                var next = weekly.Schedule.Next(desk.Now)!;
                return Composer<SessionReminderLetter>(LetterKind.SessionReminder).About(next.Slot, new SessionGroup(group.Id, group.Name), next, [SessionDutyKind.Facilitates], detailed);
            case Sample.Announced:
                return Composer<AnnouncementLetter>(LetterKind.Announced).About(detailed, texts["sample.news"], texts["sample.news.body"], language);
            case Sample.Reply or Sample.Mention:
                var said = new ReplyLetter.Said(texts["sample.author"], texts["sample.thread"], new Block.Quote(texts["sample.words"], language));
                return Composer<ReplyLetter>(LetterKind.Reply).About(sample == Sample.Reply ? "reply" : "mention", me.Id.Value, new(me.Id.Value), new(me.Id.Value), detailed ? said : null) with { Topic = sample == Sample.Reply ? MailTopics.Replies : MailTopics.Mentions };
            default:
                return Composer<DigestLetter>(LetterKind.Digest).Write(Digest(contact, language), detailed, MailTopicSets.CanWait);
        }
    }

    DigestContent Digest(Member contact, string language)
    {
        var (now, meeting, (group, series)) = (desk.Now, Meeting(contact), Sessions());
        var at = series.Schedule.Next(now)!;
        Id<Thread> thread = new(me.Id.Value);
        return new DigestContent(
            [
                new DigestThread(thread, texts["sample.thread"], language, IsOpen: true, New: 3, Helped: 1, IsToYou: true, [(texts["sample.words"], language)]),
                new DigestThread(thread, texts["sample.group"], language, IsOpen: false, New: 1, Helped: 0, IsToYou: false, []),
            ],
            0,
            [
                new NoticeRow(new(me.Id.Value), NoticeKind.MeetingMoved, null, "", language, null, new Byline(null, null), now, false) { MeetingId = meeting.Id, Meeting = new NoticeMeeting(meeting.Kind, meeting.Quarter, null, meeting.Slot) },
                new NoticeRow(new(me.Id.Value), NoticeKind.SessionsPlanned, null, "", language, null, new Byline(null, null), now, false) { GroupId = group.Id, GroupName = group.Name },
            ],
            MoreMatters: false,
            [new DigestAgenda(meeting.Id, meeting.Slot, [(new(me.Id.Value), texts["sample.agenda"], language)])],
            [new DigestEvent(at.Slot, $"/groups/{group.Id}", null, group.Name)]);
    }

    T Composer<T>(LetterKind kind) where T : Composer => (T)services.GetRequiredKeyedService<Composer>(kind);

    /// <summary>A meeting in a month or so, at ten.</summary>
    QuarterlyMeeting Meeting(Member contact)
    {
        var day = desk.Now.InZone(DateTimeZoneProviders.Tzdb[Zone]).Date.PlusDays(28);
        LocalSlot? slot = null;
        // The first day that is no weekend and no holiday.
        while (slot is null)
        {
            try
            {
                slot = QuarterlyMeeting.SlotFor(day.At(new LocalTime(10, 0)), 90);
            }
            catch (RuleBrokenException)
            {
                day = day.PlusDays(1);
            }
        }
        var meeting = new QuarterlyMeeting(new(me.Id.Value), Rotation.Founding.TurnOf(Quarter.Of(day)), slot, contact, desk.Now);
        meeting.Meet("https://video.example/room", "+1 617 555 0100", desk.Now);
        meeting.Announce(desk.Now);
        return meeting;
    }

    /// <summary>A group that meets on Mondays at noon.</summary>
    (Group Group, SessionSeries Series) Sessions()
    {
        var group = new Group(new(me.Id.Value), new GroupOutline(texts["sample.group"], texts["sample.group"], "", "", MemberRoles.All, Areas.None, me.Member.Language, MeetingMode.Video, "", 8, GroupEntry.Open), me.Viewer, desk.Now);
        var first = desk.Now.InZone(DateTimeZoneProviders.Tzdb[Zone]).Date.With(DateAdjusters.Next(IsoDayOfWeek.Monday)).At(new LocalTime(12, 0));
        return (group, group.Plan(new SeriesPlan(LocalSlot.At(first, 60, Zone), Rhythm.Weekly), me.Id, desk.Now));
    }
}
