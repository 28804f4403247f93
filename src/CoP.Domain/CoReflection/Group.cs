using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// Peers who reflect together, without hierarchy. Some of them convene: they answer who asks to come in and set the
/// sessions; it gives them no other say. A group always has someone who convenes, and closes when the last member leaves.
/// </summary>
public sealed partial class Group
{
    private readonly List<Membership> _memberships = [];
    private readonly List<SessionSeries> _series = [];
    private readonly List<Consent> _consents = [];
    private readonly List<GroupNews> _news = [];

    private Group()
    {
    }

    /// <summary>A group with one member, who convenes it.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Describe"/>.</exception>
    public Group(Id<Group> id, GroupOutline outline, Viewer founder, Instant now)
    {
        (Id, CreatedAt, StirredAt) = (id, now, now);
        Set(outline, founder);
        _memberships.Add(Membership.Of(id, founder.Id, MembershipState.Member, convenes: true, now));
    }

    /// <summary>Which group.</summary>
    public Id<Group> Id { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it is for, in a sentence.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>More about it, in Markdown; may be empty.</summary>
    public string Description { get; private set; } = "";

    /// <summary>The same as a page shows it.</summary>
    public string DescriptionHtml { get; private set; } = "";

    /// <summary>Whom it is for. Nobody else can see it, members whose role has changed included.</summary>
    public MemberRoles Roles { get; private set; }

    /// <summary>Where its members work; none is statewide.</summary>
    public Meetings.Areas Areas { get; private set; }

    /// <summary><c>en</c> or <c>es</c>: what is spoken.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>How it meets.</summary>
    public MeetingMode Mode { get; private set; }

    /// <summary>A video room, a number or a place, for members only; may be empty.</summary>
    public string Place { get; private set; } = "";

    /// <summary>How many may belong to it.</summary>
    public int Size { get; private set; }

    /// <summary>How one comes in.</summary>
    public GroupEntry Entry { get; private set; }

    /// <summary>Whether it may be proposed to people who look for a group.</summary>
    public bool Suggested { get; private set; }

    /// <summary>When it was formed.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>When its last member left; null while it lives.</summary>
    public Instant? ClosedAt { get; private set; }

    /// <summary>Who belongs to it, and all who are on the way there or were told no.</summary>
    public IReadOnlyList<Membership> Memberships => _memberships;

    /// <summary>Its sessions, past and to come. No two series have a session planned on the same day.</summary>
    public IReadOnlyList<SessionSeries> Series => _series;

    /// <summary>Those who belong to it.</summary>
    public IEnumerable<Membership> Members => _memberships.Where(m => m.State == MembershipState.Member);

    /// <summary>Whether there is no place left: those that somebody is offered are taken.</summary>
    public bool IsFull => _memberships.Count(m => m.State is MembershipState.Member or MembershipState.Offered) >= Size;

    /// <summary>What happened through this object that people are to be told of, in order.</summary>
    public IReadOnlyList<GroupNews> News => _news;

    /// <summary>Changes what it says of itself.</summary>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="GroupOutline.Checked"/>; <c>group.convener</c>: not by one who convenes. <c>group.archived</c>. <c>group.roles.own</c>:
    /// it must be for the one who says so as well. <c>group.size.members</c>: it has more members than that.
    /// </exception>
    public void Describe(GroupOutline outline, Viewer by)
    {
        RequireConvener(by.Id);
        Set(outline, by);
    }

    /// <summary>Lets another member convene as well.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>; <c>group.member</c>: they do not belong to it.</exception>
    public void ShareConvening(Id<Member> member, Id<Member> by)
    {
        RequireConvener(by);
        var membership = Members.FirstOrDefault(m => m.MemberId == member) ?? throw new RuleBrokenException("group.member");
        membership.Convene();
    }

    /// <summary>Convenes no longer, and stays.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>: they do not. <c>group.convener.last</c>: nobody else does.</exception>
    public void GiveBackConvening(Id<Member> member)
    {
        RequireConvener(member);
        if (Members.Count(m => m.Convenes) == 1) throw new RuleBrokenException("group.convener.last");
        Find(member)!.ConveneNoMore();
    }

    /// <summary>
    /// Goes, or takes a request back. When the last who convenes goes, the one who has been in longest convenes; when the last
    /// member goes, the group closes.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>group.member</c>: they do not belong to it and have not asked to.</exception>
    public void Leave(Id<Member> member, Instant now)
    {
        if (_memberships.RemoveAll(m => m.MemberId == member) == 0) throw new RuleBrokenException("group.member");
        // What they were asked is nobody's question any more. A no to them stands, so that nobody is asked about them again and again.
        _consents.RemoveAll(c => c.MemberId == member || (c.NewcomerId == member && c.Answer != false));
        if (Members.Any(m => m.Convenes)) return;
        if (Members.OrderBy(m => m.Since).ThenBy(m => m.MemberId).FirstOrDefault() is { } next) next.Convene();
        else
        {
            ClosedAt = now;
            _memberships.Clear();
            _consents.Clear();
        }
    }

    /// <summary>What a member is to the group; null for nothing.</summary>
    public Membership? Find(Id<Member> member) => _memberships.FirstOrDefault(m => m.MemberId == member);

    private void Set(GroupOutline outline, Viewer by)
    {
        outline = outline.Checked();
        if (!outline.Roles.Admit(by)) throw new RuleBrokenException("group.roles.own");
        if (Members.Count() is var members && outline.Size < members) throw new RuleBrokenException("group.size.members", members);
        (Name, Purpose, Description, DescriptionHtml) = (outline.Name, outline.Purpose, outline.Description, outline.DescriptionHtml);
        (Roles, Areas, Language, Mode) = (outline.Roles, outline.Areas, outline.Language, outline.Mode);
        (Place, Size, Entry, Suggested) = (outline.Place, outline.Size, outline.Entry, outline.Suggested);
    }

    private void RequireConvener(Id<Member> by)
    {
        if (Find(by) is not { Convenes: true }) throw new RuleBrokenException("group.convener");
        RequireAwake();
    }
}
