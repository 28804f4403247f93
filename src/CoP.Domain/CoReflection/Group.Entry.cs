using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <content>
/// How one comes in. Everybody goes through one line, and the line moves by itself: who is first and may come in has the next place, once. Two questions
/// stand at the door, each put to one person only. A member who keeps the newcomer away is asked before anybody else hears of them; a newcomer who keeps a
/// member away is asked before they are in. To everyone else both look like any other wait.
/// </content>
public sealed partial class Group
{
    /// <summary>How many invitations stand open at once.</summary>
    public const int MostInvitations = 12;

    /// <summary>How long a place is kept for who was offered it.</summary>
    public static Duration OfferStands { get; } = Duration.FromDays(7);

    /// <summary>How long an invitation stands.</summary>
    public static Duration InvitationStands { get; } = Duration.FromDays(21);

    /// <summary>After how long a request is declined that somebody's no stands against: at once would tell that it was no group that answered.</summary>
    public static Duration StandingNoWaits { get; } = Duration.FromDays(3);

    /// <summary>What members were asked of people whom they keep away.</summary>
    public IReadOnlyList<Consent> Consents => _consents;

    /// <summary>Those who wait for a place, the first of them first.</summary>
    public IEnumerable<Membership> WaitingLine => _memberships.Where(m => m.State == MembershipState.Waiting).OrderBy(m => m.Line);

    /// <summary>Whether no member of the group has still to be asked about somebody, or said no: only then do others hear of a request or an invitation.</summary>
    public bool IsKnown(Id<Member> newcomer) => !_consents.Exists(c => c.NewcomerId == newcomer && c.Answer != true);

    /// <summary>
    /// Comes in, asks to, or gets in line where there is no place; says yes to an invitation or to a place that is kept.
    /// </summary>
    /// <param name="viewer">Who, as of today.</param>
    /// <param name="people">Of the group and <paramref name="viewer"/>.</param>
    /// <param name="now">Now.</param>
    /// <param name="knowing">They know that somebody whom they keep away belongs to it.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>group.closed</c>, <c>group.archived</c>. <c>group.role</c>: it is not for their role. <c>group.already</c>: they are in, wait, or have asked.
    /// <c>group.invitation</c>: one has to be invited. <c>group.apart</c>: they would meet somebody whom they keep away, and have not said that they know.
    /// </exception>
    public Membership Join(Viewer viewer, PeopleAround people, Instant now, bool knowing = false)
    {
        if (ClosedAt is not null) throw new RuleBrokenException("group.closed");
        RequireAwake();
        if (!Roles.Admit(viewer)) throw new RuleBrokenException("group.role");
        var mine = Find(viewer.Id);
        var invited = mine is { State: MembershipState.Invited } && IsKnown(viewer.Id);
        if (mine is { State: MembershipState.Member or MembershipState.Asked or MembershipState.Waiting }) throw new RuleBrokenException("group.already");
        if (Entry == GroupEntry.Invitation && !invited && mine is not { State: MembershipState.Offered }) throw new RuleBrokenException("group.invitation");
        var isOffered = mine is { State: MembershipState.Offered };
        var comesIn = isOffered || invited || (Entry == GroupEntry.Open && !Members.Any(m => people.Keeps(m.MemberId, viewer.Id)));
        if (comesIn && (isOffered || !IsFull) && !knowing && KeepsSomeone(viewer.Id, people)) throw new RuleBrokenException("group.apart");
        if (mine is not { State: MembershipState.Offered or MembershipState.Invited })
        {
            _memberships.RemoveAll(m => m.MemberId == viewer.Id);
            _memberships.Add(mine = Membership.Of(Id, viewer.Id, MembershipState.Asked, convenes: false, now));
        }
        var awaited = AsksMembersAbout(mine, people, now);
        // Where somebody who keeps them away came in since the offer: back to the head of the line, where nobody can tell.
        if (isOffered && awaited) mine.Wait((WaitingLine.FirstOrDefault()?.Line ?? 1) - 1, now);
        else if (isOffered) mine.Become(MembershipState.Member, now);
        else if (comesIn) GetInLine(mine, now);
        else
        {
            mine.Become(MembershipState.Asked, now);
            if (!awaited && !mine.IsWanted) _news.Add(new(GroupNewsKind.Request));
        }
        Settle(people, now, knowing ? viewer.Id : null);
        // They see it on the page that answers them.
        _news.RemoveAll(n => n.Kind == GroupNewsKind.Place && n.About == viewer.Id);
        return mine;
    }

    /// <summary>Says yes to one who asked: they have a place, or wait for the next.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>; <c>group.archived</c>; <c>group.request</c>: nobody asks any more.</exception>
    public void Accept(Id<Member> member, Id<Member> by, PeopleAround people, Instant now)
    {
        var request = Request(member, by);
        request.Want();
        GetInLine(request, now);
        Settle(people, now);
    }

    /// <summary>Tells one who asked that it is no this time; they may ask again.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>; <c>group.archived</c>; <c>group.request</c>: nobody asks any more.</exception>
    public void Decline(Id<Member> member, Id<Member> by, Instant now) => Request(member, by).Become(MembershipState.Declined, now);

    /// <summary>Invites somebody. They alone decide, and hear of it once nobody in the group has to be asked about them any more.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>group.convener</c>; <c>group.archived</c>; <c>group.role.theirs</c>: the group is not for their role. <c>group.already.theirs</c>: they are in it, or on the way. <c>group.invitations</c>: as many stand open as may.
    /// </exception>
    public void Invite(Viewer newcomer, Id<Member> by, PeopleAround people, Instant now)
    {
        RequireConvener(by);
        if (!Roles.Admit(newcomer) || people.AreOutside(newcomer.Id)) throw new RuleBrokenException("group.role.theirs");
        var theirs = Find(newcomer.Id);
        if (theirs is { State: MembershipState.Asked, IsWanted: false })
        {
            // Whether others know of the request or it still waits for a member's word, both sides want it now.
            theirs.Want();
            Settle(people, now);
            return;
        }
        if (theirs is not (null or { State: MembershipState.Declined })) throw new RuleBrokenException("group.already.theirs");
        if (_memberships.Count(IsInvitation) >= MostInvitations) throw new RuleBrokenException("group.invitations", MostInvitations);
        _memberships.RemoveAll(m => m.MemberId == newcomer.Id);
        var invited = Membership.Of(Id, newcomer.Id, MembershipState.Invited, convenes: false, now);
        invited.Want();
        _memberships.Add(invited);
        if (people.Keeps(by, newcomer.Id)) ConsentOf(by, newcomer.Id, now, asks: false).Give(true);
        if (!AsksMembersAbout(invited, people, now)) _news.Add(new(GroupNewsKind.Invited, newcomer.Id));
    }

    /// <summary>Takes an invitation back.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>; <c>group.archived</c>; <c>group.request</c>: nobody is invited any more.</exception>
    public void Uninvite(Id<Member> newcomer, Id<Member> by)
    {
        RequireConvener(by);
        if (_memberships.RemoveAll(m => m.MemberId == newcomer && IsInvitation(m)) == 0) throw new RuleBrokenException("group.request");
        _consents.RemoveAll(c => c.NewcomerId == newcomer && c.Answer != false);
    }

    /// <summary>A member who keeps somebody away says whether they may come in all the same.</summary>
    /// <exception cref="RuleBrokenException"><c>group.request</c>: they are not asked, or not any more.</exception>
    public void AnswerAbout(Id<Member> newcomer, Id<Member> by, bool yes, PeopleAround people, Instant now)
    {
        if (_consents.Find(c => c.MemberId == by && c.NewcomerId == newcomer) is not { Answer: null } consent) throw new RuleBrokenException("group.request");
        consent.Give(yes);
        var theirs = Find(newcomer);
        if (!yes && theirs is { State: MembershipState.Invited }) _memberships.Remove(theirs);
        else if (!yes) theirs?.Become(MembershipState.Declined, now);
        else if (IsKnown(newcomer) && theirs is { State: MembershipState.Invited }) _news.Add(new(GroupNewsKind.Invited, newcomer));
        else if (IsKnown(newcomer) && theirs is { State: MembershipState.Asked, IsWanted: false } && Entry != GroupEntry.Open) _news.Add(new(GroupNewsKind.Request));
        Settle(people, now);
    }

    /// <summary>
    /// Does what has fallen due: what nobody answered lapses, questions that are none any more go, and the line moves up while there is a place. A second look finds nothing to do.
    /// </summary>
    /// <param name="people">Of the group and all on their way there.</param>
    /// <param name="now">Now.</param>
    /// <param name="knowing">Who has said that they know of somebody whom they keep away.</param>
    public void Settle(PeopleAround people, Instant now, Id<Member>? knowing = null)
    {
        if (ClosedAt is not null || ArchivedAt is not null) return;
        _memberships.RemoveAll(m => m.State is not (MembershipState.Member or MembershipState.Declined) && people.AreOutside(m.MemberId));
        _memberships.RemoveAll(m => (m.State == MembershipState.Offered && m.Since + OfferStands <= now) || (m.State == MembershipState.Invited && m.Since + InvitationStands <= now));
        _consents.RemoveAll(c => !StillMatters(c, people));
        foreach (var asked in _memberships.Where(m => m.State == MembershipState.Asked).ToList())
        {
            if (_consents.Exists(c => c.NewcomerId == asked.MemberId && c.Answer == false))
            {
                if (asked.Since + StandingNoWaits <= now) asked.Become(MembershipState.Declined, now);
            }
            else if (!AsksMembersAbout(asked, people, now) && (Entry == GroupEntry.Open || asked.IsWanted)) GetInLine(asked, now);
        }
        foreach (var first in WaitingLine.ToList())
        {
            if (IsFull) return;
            // Whoever comes after may have the place; who waits for a word keeps their number.
            if (AsksMembersAbout(first, people, now)) continue;
            first.Become(first.MemberId != knowing && KeepsSomeone(first.MemberId, people) ? MembershipState.Offered : MembershipState.Member, now);
            _news.Add(new(GroupNewsKind.Place, first.MemberId));
        }
    }

    // One who asked before they heard of it holds an invitation, too: those who convene cannot tell the two apart.
    private static bool IsInvitation(Membership membership) => membership is { State: MembershipState.Invited } or { State: MembershipState.Asked, IsWanted: true };

    private Membership Request(Id<Member> member, Id<Member> by)
    {
        RequireConvener(by);
        return Find(member) is { State: MembershipState.Asked } request && IsKnown(member) ? request : throw new RuleBrokenException("group.request");
    }

    private void GetInLine(Membership newcomer, Instant now) => newcomer.Wait((_memberships.Max(m => m.Line) ?? 0) + 1, now);

    // Whether somebody's word is awaited; who was not asked yet is.
    private bool AsksMembersAbout(Membership newcomer, PeopleAround people, Instant now)
    {
        var awaited = false;
        foreach (var member in Members.Where(m => m != newcomer && people.Keeps(m.MemberId, newcomer.MemberId)).ToList())
            awaited |= ConsentOf(member.MemberId, newcomer.MemberId, now).Answer != true;
        return awaited;
    }

    private Consent ConsentOf(Id<Member> member, Id<Member> newcomer, Instant now, bool asks = true)
    {
        if (_consents.Find(c => c.MemberId == member && c.NewcomerId == newcomer) is { } consent) return consent;
        _consents.Add(consent = new Consent(Id, member, newcomer, now));
        if (asks) _news.Add(new(GroupNewsKind.AskedAbout, member));
        return consent;
    }

    private bool KeepsSomeone(Id<Member> newcomer, PeopleAround people) => Members.Any(m => people.Keeps(newcomer, m.MemberId));

    private bool StillMatters(Consent consent, PeopleAround people) =>
        Find(consent.MemberId) is { State: MembershipState.Member } && people.Keeps(consent.MemberId, consent.NewcomerId)
        && (consent.Answer == false || Find(consent.NewcomerId) is { State: not MembershipState.Declined });
}
