using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Members.Invitations;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Hosting;

namespace CoP.Web.Mail.Letters;

/// <summary>The link with which a member signs in. The token is made here, at the moment of sending, and kept nowhere.</summary>
public sealed class SignInLinkLetter(LetterDesk desk, SignInLinks links) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<SignInLink>(occasion.Item);
        var link = await Desk.Db.SignInLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id);
        if (link is null || link.MemberId != Desk.Reader.Id) return VoidReason.Cancelled;
        if (!link.IsOpen(Desk.Now)) return VoidReason.Started;
        return new Sheet(Desk.Texts["link.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]),
                new Block.Paragraph(Desk.Texts["link.body", (int)SignInLink.Lasts.TotalMinutes]),
                new Block.Button(Desk.Texts["link.button"], Desk.Site.To("/sign-in/link/" + links.TokenFor(id))),
                new Block.Paragraph(Desk.Texts["link.ignore"]),
            ],
            Why = Desk.Texts["link.why"],
        };
    }
}

/// <summary>To someone who is no member yet: one letter each time the committee sends it.</summary>
public sealed class InvitationLetter(LetterDesk desk, Invitations invitations) : Composer
{
    public override Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion) => Task.FromResult<IReadOnlyCollection<Guid>>([occasion.Item]);

    public override async Task<Composition> Compose(Occasion occasion, Guid recipient)
    {
        var id = new Id<Invitation>(recipient);
        var invitation = await desk.Db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id);
        if (invitation is null || !invitation.IsOpen(desk.Now)) return new Composition.Void(VoidReason.Cancelled);
        if (invitation.Version != occasion.Version) return new Composition.Void(VoidReason.Superseded);
        var inviter = await desk.Db.Members.Where(m => m.Id == invitation.InvitedById && m.State == MemberState.Active).Select(m => m.Name).SingleOrDefaultAsync();
        using var _ = new Speaking(invitation.Language);
        var texts = desk.Texts;
        var sheet = new Sheet(texts["invitation.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(texts["invitation.hello"]),
                new Block.Paragraph(inviter is null ? texts["invitation.committee"] : texts["invitation.body", inviter]),
                new Block.Button(texts["invitation.button"], desk.Site.To("/join/" + invitations.TokenFor(id))),
                new Block.Paragraph(texts["invitation.until", desk.Format.Date(desk.Format.Local(invitation.ExpiresAt).Date)]),
                new Block.Paragraph(texts["invitation.address"]),
            ],
            Why = texts["invitation.why"],
        };
        return new Composition.Ready(desk.Stationery.Write(sheet, occasion, new Addressee(recipient, null, "", invitation.Email, invitation.Language)));
    }
}
