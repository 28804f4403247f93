using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Letters;

namespace CoP.Web.Features.CoReflection.ByMail;

/// <summary>
/// Invitations by mail for who prefers them to a feed. Nobody has to say that something happened: what a calendar ought to hold is compared with what it was
/// told, whatever the reason for a difference (a group joined or left, a session moved, a role changed, a choice taken back), and each difference is a letter.
/// </summary>
public sealed class SessionInvitations(CopDb db, TimeProvider clock)
{
    /// <summary>Writes the letters of all that differs now and has none yet; how many.</summary>
    public async Task<int> Go()
    {
        var now = clock.Now();
        var known = await db.SessionInvitations.AsNoTracking()
            .Where(i => (i.Stands || db.CalendarChoices.Any(c => c.MemberId == i.MemberId && c.Invitations)) && db.Members.Any(m => m.Id == i.MemberId && m.State == MemberState.Active)).ToListAsync();
        var told = known.ToDictionary(i => (i.MemberId, i.SeriesId));
        var wanted = await Wanted(now);
        var letters = 0;
        foreach (var (who, what) in wanted)
        {
            if (told.GetValueOrDefault(who) is { } before && (!before.IsBehind(what.Sequence, what.Words) || (!what.IsAhead && !before.HoldsAnything(now)))) continue;
            if (!told.ContainsKey(who) && !what.IsAhead) continue;
            letters += await Tell(who.Member, who.Series, LetterKind.SessionsInvited, $"{what.Sequence} {what.Words:N}", now);
        }
        foreach (var left in known.Where(i => i.HoldsAnything(now) && !wanted.ContainsKey((i.MemberId, i.SeriesId))))
            letters += await Tell(left.MemberId, left.SeriesId, LetterKind.SessionsUninvited, "", now);
        return letters;
    }

    /// <summary>A key of what a series is called and where it is, as its reader is told.</summary>
    public static Guid WordsOf(string language, bool detailed, string group, string place) => StableKey.Of(detailed ? $"{language}\n{group}\n{place}" : language);

    /// <summary>What each calendar ought to hold. The letter looks at all of it again before it goes.</summary>
    async Task<Dictionary<(Id<Member> Member, Id<SessionSeries> Series), Edition>> Wanted(Instant now)
    {
        var members = await (from c in db.CalendarChoices
                             where c.Invitations
                             join m in db.Members.WhoWant(db, MailTopics.Sessions) on c.MemberId equals m.Id
                             select new
                             {
                                 Viewer = new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties),
                                 m.Language,
                                 Detailed = db.MailChoices.Any(x => x.MemberId == m.Id && x.Detailed),
                             }).ToListAsync();
        var wanted = new Dictionary<(Id<Member>, Id<SessionSeries>), Edition>();
        // Of all who are the same at work, the groups are found in one question.
        foreach (var alike in members.GroupBy(m => m.Viewer.RolesToday()))
        {
            var (roles, who) = (alike.Key, alike.ToDictionary(m => m.Viewer.Id));
            var ids = who.Keys.ToArray();
            var memberships = await (from x in db.Memberships
                                     join g in db.Groups on x.GroupId equals g.Id
                                     where ids.Contains(x.MemberId) && g.HasInside(roles, x.MemberId)
                                     select new { x.MemberId, g.Id, g.Name, g.Place }).ToListAsync();
            var groups = memberships.Select(m => m.Id).Distinct().ToArray();
            var series = (await db.SessionSeries.Where(s => groups.Contains(s.GroupId)).Select(s => new { s.Id, s.GroupId, s.Sequence, s.LastDay }).ToListAsync()).ToLookup(s => s.GroupId);
            var ahead = await Ahead(series.SelectMany(all => all).Where(s => s.LastDay is not null).Select(s => s.Id), now);
            foreach (var membership in memberships)
                foreach (var one in series[membership.Id])
                {
                    var member = who[membership.MemberId];
                    wanted[(membership.MemberId, one.Id)] =
                        new Edition(one.Sequence, WordsOf(member.Language, member.Detailed, membership.Name, membership.Place), one.LastDay is null || ahead.Contains(one.Id));
                }
        }
        return wanted;
    }

    /// <summary>Those of some series with an end of which a session is still to come: few are read to know that.</summary>
    async Task<HashSet<Id<SessionSeries>>> Ahead(IEnumerable<Id<SessionSeries>> ended, Instant now)
    {
        var ids = ended.ToArray();
        var from = (now - Duration.FromDays(2)).InUtc().LocalDateTime;
        return [.. (await db.SessionSeries.AsNoTracking().Include(s => s.Changes).Where(s => ids.Contains(s.Id) && (s.LastDay >= from.Date || s.Changes.Any(c => c.MovedTo > from))).ToListAsync())
            .Where(s => s.Schedule.HasAnyAfter(now)).Select(s => s.Id)];
    }

    async Task<int> Tell(Id<Member> member, Id<SessionSeries> series, LetterKind kind, string edition, Instant now)
    {
        if (await db.SessionInvitations.AsNoTracking().SingleOrDefaultAsync(i => i.MemberId == member && i.SeriesId == series) is { } known && await IsUnderWay(await Key(known))) return 0;
        try
        {
            return await db.Write(async () =>
            {
                var invitation = await db.SessionInvitations.SingleOrDefaultAsync(i => i.MemberId == member && i.SeriesId == series);
                if (invitation is null)
                {
                    if (await db.SessionSeries.AsNoTracking().SingleOrDefaultAsync(s => s.Id == series) is not { } found) return 0;
                    db.SessionInvitations.Add(invitation = new SessionInvitation(Id<SessionInvitation>.New(now), member, found, now));
                }
                var key = await Key(invitation);
                if (await IsUnderWay(key)) return 0;
                db.Tell(Occasion.Once(key, kind, invitation.Id.Value, now));
                return 1;
            });
        }
        catch (DbUpdateException)
        {
            // Another node was a moment faster with the same.
            return 0;
        }

        // One letter for each edition, whatever becomes of it; but one that had no reason to go any more may have one again.
        async Task<Guid> Key(SessionInvitation invitation)
        {
            var item = invitation.Id.Value;
            var noReason = await db.Letters.CountAsync(l => l.State == LetterState.Void && l.Outcome != nameof(VoidReason.NoAddress) && l.Outcome != nameof(VoidReason.AddressRefused) && db.Occasions.Any(o => o.Id == l.OccasionId && o.Item == item));
            return StableKey.Of($"{kind} {invitation.Id} {invitation.Sequence} {edition} {noReason}");
        }

        Task<bool> IsUnderWay(Guid key) => db.Occasions.AnyAsync(o => o.Id == new Id<Occasion>(key));
    }

    /// <param name="Sequence">Of the series.</param>
    /// <param name="IsAhead">Whether anything of it is still to come.</param>
    sealed record Edition(int Sequence, Guid Words, bool IsAhead);
}
