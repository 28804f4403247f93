using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Calendars.Feeds;

/// <summary>
/// Reads a calendar for a program that subscribes to it. What the calendar would be made of, the rights and choices of its owner first, is asked of the
/// database each time, in few and small questions, and is its stamp. As long as the stamp is the one that was noted with the address, the calendar reads as it
/// did: it is not made anew, and a program that has it is told so at once. Nothing has to be told that something changed, on however many nodes.
/// </summary>
public sealed class FeedReading(CopDb db, MyCalendar calendar, PackedCalendars kept, SiteAddress site, TimeProvider clock)
{
    /// <param name="secret">What stands in the address.</param>
    /// <param name="isHeld">Whether the program has an edition already.</param>
    /// <returns>The calendar, or only which it is where the program has it; null where there is no such address (any more).</returns>
    public async Task<FeedRead?> Read(string secret, Func<CalendarEdition, bool> isHeld)
    {
        if (Feed.HashOf(secret) is not { } hash || await find.For(db)(db, hash) is not { } found) return null;
        var (feed, now) = (found.Feed, clock.Now());
        var contents = found.Contents(now);
        var stamp = await Stamp(contents);
        if (feed.ContentHash is { } known && feed.ContentStamp.AsSpan().SequenceEqual(stamp))
        {
            var edition = new CalendarEdition(known, feed.ContentSince);
            var again = isHeld(edition) ? null : kept.Find(known);
            if (again is not null || isHeld(edition))
                return !feed.Fetch(now) || await Note(feed, stored => stored.Fetch(now)) is not null ? new FeedRead(found.Language, edition, again) : null;
        }

        var made = await calendar.Of(contents);
        // What changed between the stamp and the reading is in the calendar and not in the stamp: the next time, it is made again.
        var noted = await Note(feed, stored =>
        {
            stored.Fetch(now);
            stored.Read(stamp, made.Hash, now);
        });
        if (noted is null) return null;
        kept.Keep(made);
        return new FeedRead(found.Language, new CalendarEdition(made.Hash, noted.ContentSince), made);
    }

    /// <summary>Null where the address was revoked meanwhile.</summary>
    Task<Feed?> Note(Feed feed, Action<Feed> note) => db.Write(async () =>
    {
        // Of many who ask at once, each finds what the one before noted.
        await db.Members.ForUpdate(feed.MemberId);
        var stored = await db.Feeds.SingleOrDefaultAsync(f => f.SecretHash == feed.SecretHash);
        if (stored is not null) note(stored);
        return stored;
    });

    /// <summary>Everything that the calendar would be made of, or the number that moves with it.</summary>
    async Task<byte[]> Stamp(FeedContents of)
    {
        using var bytes = new MemoryStream();
        await using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Program.Value);
            writer.Write(site.Base.AbsoluteUri);
            writer.Write(of.Language);
            writer.Write((byte)of.Alarm);
            writer.Write(of.Detailed);
            // What is over leaves the calendar at the end of a day.
            writer.Write(of.Today.ToUnixTimeTicks());
            if (of.Kind != FeedKind.Meetings)
            {
                await foreach (var (group, name, place, series, sequence, changed) in sessions.For(db)(db, of.Viewer.RolesToday(), of.Viewer.Id))
                {
                    writer.Write(group.Value.ToByteArray());
                    if (of.Detailed)
                    {
                        writer.Write(name);
                        writer.Write(place);
                    }
                    writer.Write(series.Value.ToByteArray());
                    writer.Write(sequence);
                    writer.Write(changed.ToUnixTimeTicks());
                }
            }
            writer.Write('|');
            if (of.Kind != FeedKind.Group)
            {
                foreach (var (id, version, sequence, state, host) in await db.Meetings.AsNoTracking().VisibleTo(of.Viewer).ToldToCalendars(of.Since).OrderBy(m => m.Id)
                    .Select(m => new MeetingMark(m.Id, m.Version, m.Sequence, m.State, m.Host)).ToListAsync())
                {
                    writer.Write(id.Value.ToByteArray());
                    writer.Write(version);
                    writer.Write(sequence);
                    writer.Write((byte)state);
                    writer.Write((byte)host);
                }
            }
        }
        return SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>What is written, and how the clocks of the world go, is a matter of the program: another one may write the same otherwise.</summary>
    static readonly Lazy<string> Program = new(() => string.Join(' ', (string[])
    [
        .. new[] { typeof(FeedReading).Assembly, typeof(Feed).Assembly, typeof(FeedReading).Assembly.GetSatelliteAssembly(CultureInfo.GetCultureInfo("es")) }
            .Select(assembly => assembly.ManifestModule.ModuleVersionId.ToString("N")),
        DateTimeZoneProviders.Tzdb.VersionId,
    ]));

    static readonly Compiled<Func<CopDb, byte[], Task<FoundFeed?>>> find = new(() => EF.CompileAsyncQuery((CopDb db, byte[] hash) =>
        (from f in db.Feeds.AsNoTracking()
         join m in db.Members on f.MemberId equals m.Id
         where f.SecretHash == hash && m.State == MemberState.Active
         select new FoundFeed(f, new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties), m.Language, db.CalendarChoices.Where(c => c.MemberId == m.Id).Select(c => c.Alarm).FirstOrDefault()))
        .SingleOrDefault()));

    static readonly Compiled<Func<CopDb, MemberRoles, Id<Member>, IAsyncEnumerable<SeriesMark>>> sessions = new(() => EF.CompileAsyncQuery((CopDb db, MemberRoles roles, Id<Member> me) =>
        from s in db.SessionSeries
        join g in db.Groups on s.GroupId equals g.Id
        where g.HasInside(roles, me)
        orderby s.Id
        select new SeriesMark(g.Id, g.Name, g.Place, s.Id, s.Sequence, s.ChangedAt)));

    sealed record FoundFeed(Feed Feed, Viewer Viewer, string Language, Alarm Alarm)
    {
        public FeedContents Contents(Instant now) => new(Feed.Kind, Feed.GroupId, Feed.Detailed, Viewer, Language, Alarm, now);
    }

    sealed record SeriesMark(Id<Group> Group, string Name, string Place, Id<SessionSeries> Series, int Sequence, Instant ChangedAt);

    sealed record MeetingMark(Id<QuarterlyMeeting> Id, int Version, int Sequence, MeetingState State, Area Host);
}

/// <param name="Calendar">Null where the program has it.</param>
public sealed record FeedRead(string Language, CalendarEdition Edition, PackedCalendar? Calendar);
