using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Access;

/// <summary>What members asked for at one meeting, for who books it.</summary>
/// <param name="IsContact">Whether the reader is the access contact; somebody who was asked to book one thing sees that alone.</param>
public sealed record AccessPage(
    Id<QuarterlyMeeting> Id, string Title, LocalSlot Slot, LocalDate BookBy, bool BookByHasPassed, Instant ForgottenAt, bool Forgotten, bool IsContact, bool TakesWords, IReadOnlyList<RequestRow> Requests)
{
    public int Asking(NeedKind kind) => Requests.Count(n => n.Kind == kind);

    public int Open(NeedKind kind) => Requests.Count(n => n.Kind == kind && n.State == BookingState.Open);
}

/// <summary>One thing that somebody asked for.</summary>
/// <param name="Other">What it is, where it has no name of its own.</param>
/// <param name="Words">Why it could not be booked.</param>
/// <param name="Booker">Who was asked to book it; null where the access contact does.</param>
/// <param name="Changed">The meeting has another day since it was asked for.</param>
public sealed record RequestRow(
    Id<AccessRequest> Id, NeedKind Kind, string? Other, string Name, Answer Answer, Instant AskedAt, bool Late, bool Changed, BookingState State, string? Words, Id<Member>? BookerId, string? Booker);

/// <summary>One request and what can be done with it.</summary>
public sealed record RequestPage(AccessPage Access, RequestRow Request, IReadOnlyList<Person> Candidates, RefusalInput Refusal, BookerInput Booker);

public sealed record Person(Id<Member> Id, string Name);

public sealed class RefusalInput
{
    public string? Words { get; set; }
}

public sealed class BookerInput
{
    /// <summary>The member who is to book; empty takes it back to the access contact.</summary>
    public string? Member { get; set; }
}

/// <summary>Reads what was asked for, for those who may.</summary>
public sealed class AccessPages(CopDb db, CurrentMember me, TimeProvider clock, Microsoft.Extensions.Localization.IStringLocalizer<MeetingsText> texts)
{
    public async Task<AccessPage?> Find(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        var (now, isContact) = (clock.Now(), meeting.AccessContactId == me.Id);
        var found = await (
            from request in db.AccessRequests.AsNoTracking().SeenBy(db.Rsvps, me.Viewer, meeting, now)
            join rsvp in db.Rsvps on request.RsvpId equals rsvp.Id
            join member in db.Members on rsvp.MemberId equals member.Id
            orderby member.Name, member.Id, request.Id
            select new { Request = request, rsvp.OtherNeed, rsvp.Answer, member.Name, Booker = db.Members.Where(b => b.Id == request.BookerId).Select(b => b.Name).FirstOrDefault() }).ToListAsync();
        if (found.Count == 0 && !isContact) return null;
        var rows = found.ConvertAll(f => new RequestRow(
            f.Request.Id, f.Request.Kind, f.Request.Kind == NeedKind.Other ? f.OtherNeed : null, f.Name, f.Answer, f.Request.AskedAt, f.Request.IsLate(meeting), f.Request.ToBookFor != meeting.Slot.Start.Date,
            f.Request.StateFor(meeting), f.Request.StateFor(meeting) == BookingState.NotPossible ? f.Request.Words : null, f.Request.BookerId, f.Booker));
        return new AccessPage(
            id, texts.Title(meeting.Kind, meeting.Quarter), meeting.Slot, meeting.BookAccessBy, meeting.BookAccessBy < now.InZone(meeting.Slot.Zone).Date,
            meeting.AccessForgottenAt, meeting.AccessForgottenAt <= now, isContact, meeting.TakesAnswers(now), [.. rows.OrderBy(r => r.State != BookingState.Open).ThenBy(r => r.Kind)]);
    }

    public async Task<RequestPage?> Find(Id<QuarterlyMeeting> id, Id<AccessRequest> request)
    {
        if (await Find(id) is not { } page || page.Requests.FirstOrDefault(r => r.Id == request) is not { } row) return null;
        // Those who prepare meetings; the reader books already.
        var candidates = page.IsContact
            ? await db.Members.Where(m => m.State == MemberState.Active && m.Id != me.Id && ((m.Duties & (Duties.Committee | Duties.Facilitator)) != Duties.None || m.Id == row.BookerId))
                .OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new Person(m.Id, m.Name)).ToListAsync()
            : [];
        return new RequestPage(page, row, candidates, new(), new() { Member = row.BookerId?.ToString() });
    }
}
