using System.CommandLine;
using System.Globalization;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using CoP.Web.Operations;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Administration.SetUp;

/// <summary>Invites the first administrator by mail, at the same address that a start prints.</summary>
public sealed class InviteAdminCommand : SiteCommand
{
    readonly Argument<string> email = new("EMAIL") { Description = "Who is to set up the site. A personal address: a mailbox at work belongs to the employer." };
    readonly Option<string> language = new("--language") { Description = "Of the letter: en or es.", DefaultValueFactory = _ => "en", HelpName = "en|es" };

    public InviteAdminCommand() : base("invite-admin", "Prints, and mails, the address at which a site without an administrator is set up. An earlier address ends with that, and a start of the site ends this one.")
    {
        Add(email);
        Add(language);
        language.AcceptOnlyFromAmong(Languages.All);
        email.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && !Invitation.IsAddress(text)) given.AddError($"{text} is no mail address.");
        });
    }

    public override async Task<int> Run(WebApplication app, ParseResult given, CancellationToken cancel)
    {
        if (!await app.HasItsDatabase(offersSetUp: false)) return Commands.Failed;
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var address = await services.GetRequiredService<FirstAdministrator>().NewAddress()
            ?? throw new CommandFailed("This site has an administrator. They invite others on the page of members, and entrust duties there.");
        Console.WriteLine(address);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(given.GetValue(language) + "-US");
        var to = given.GetValue(email)!;
        Progress($"mailing it to {to}");
        var outcome = await services.GetRequiredService<IMailTransport>().Send(Letter(services, address, to), cancel);
        return outcome is Handover.Sent ? Commands.Done : throw new CommandFailed($"It could not be mailed ({outcome.Reply}). The address above opens the page all the same.");
    }

    static MimeKit.MimeMessage Letter(IServiceProvider services, Uri address, string to)
    {
        var texts = services.GetRequiredService<IStringLocalizer<SetUpText>>();
        var sheet = new Sheet(texts["letter.subject"])
        {
            Blocks = [new Block.Paragraph(texts["letter.hello"]), new Block.Paragraph(texts["letter.body"]), new Block.Button(texts["letter.button"], address), new Block.Paragraph(texts["letter.once"])],
            Why = texts["letter.why"],
        };
        var occasion = Occasion.Of(LetterKind.Invitation, Guid.NewGuid(), 0, services.GetRequiredService<TimeProvider>().Now());
        return services.GetRequiredService<Stationery>().Write(sheet, occasion, new Addressee(Guid.NewGuid(), null, "", to, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
    }
}
