using CoP.Domain.Meetings;

namespace CoP.Web.Features.Meetings;

/// <summary>A quarter's turn and the meeting that it became, if it has; never one that was cancelled where another took its place.</summary>
public sealed record TurnRow(Turn Turn, TurnMeeting? Meeting);

public sealed record TurnMeeting(Id<QuarterlyMeeting> Id, Area Host, MeetingState State, LocalSlot Slot, bool Announced, bool HasEmptySeat);

public static class TurnQueries
{
    /// <summary>Turns from <paramref name="first"/> on, with what became of each.</summary>
    /// <param name="meetings">Those that the reader may see.</param>
    public static async Task<List<TurnRow>> Turns(this IQueryable<QuarterlyMeeting> meetings, Quarter first, int count, Instant now)
    {
        var last = first + (count - 1);
        var rows = await meetings.Where(m => m.Kind == MeetingKind.Quarterly && m.Quarter >= first && m.Quarter <= last).OrderBy(m => m.CreatedAt).ToListAsync();
        var current = Quarter.At(now, DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]);
        return [.. first.Following(count).Select(quarter =>
        {
            var meeting = rows.FindAll(m => m.Quarter == quarter) is { Count: > 0 } all ? all.Find(m => m.State != MeetingState.Cancelled) ?? all[^1] : null;
            var turn = Rotation.Founding.TurnOf(quarter, meeting?.Outcome(now) ?? (quarter < current ? TurnOutcome.NotHeld : TurnOutcome.Ahead));
            // What a meeting says of its host is history, and history is not written anew.
            return meeting is null
                ? new TurnRow(turn, null)
                : new TurnRow(turn with { Host = meeting.Host }, new(meeting.Id, meeting.Host, meeting.State, meeting.Slot, meeting.AnnouncedAt is not null, meeting.EmptySeats.Any()));
        })];
    }
}
