using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Planning;

namespace CoP.Web.Features.Meetings.Dates.Year;

/// <summary>Does with several meetings at once what is done with one: all of it, or nothing and what is wrong with each.</summary>
public sealed class ScheduleYear(CopDb db, MeetingEdits edits)
{
    public async Task<IReadOnlyList<(int Row, RuleBrokenException Broken)>> Schedule(YearInput input)
    {
        try
        {
            return await Each(input.Rows.Index().Where(r => r.Item.Include), row => edits.Schedule(row.Quarter, row.With(input)));
        }
        catch (DbUpdateException)
        {
            // Two at the same moment, and the other was faster: who asks again is told which turn is taken.
            return await Each(input.Rows.Index().Where(r => r.Item.Include), row => edits.Schedule(row.Quarter, row.With(input)));
        }
    }

    /// <returns>Null where one of them is not there.</returns>
    public async Task<IReadOnlyList<(int Row, RuleBrokenException Broken)>?> Announce(IReadOnlyList<(Id<QuarterlyMeeting> Id, int Version)> meetings)
    {
        var missing = false;
        var broken = await Each(meetings.Index(), async meeting => missing |= !await edits.Change(meeting.Id, meeting.Version, (m, now) => m.Announce(now)));
        return missing ? null : broken;
    }

    async Task<IReadOnlyList<(int Row, RuleBrokenException Broken)>> Each<T>(IEnumerable<(int Index, T Item)> rows, Func<T, Task> change)
    {
        var all = new List<(int, RuleBrokenException)>();
        try
        {
            await db.Write(async () =>
            {
                foreach (var (i, row) in rows.ToList())
                {
                    try
                    {
                        await change(row);
                    }
                    catch (RuleBrokenException broken)
                    {
                        all.Add((i, broken));
                    }
                }
                if (all.Count > 0) throw new NotAll();
            });
        }
        catch (NotAll)
        {
            // Rolled back.
        }
        return all;
    }

    sealed class NotAll : Exception;
}
