using CoP.Web.Features.Meetings.Decisions;
using CoP.Web.Features.Meetings.Exchanges;
using CoP.Web.Features.Meetings.Turns;
using CoP.Web.Mail;
using CoP.Web.Mail.Letters;

namespace CoP.Web.Features.Meetings;

public static class TurnServices
{
    public static void AddTurns(this IServiceCollection services)
    {
        services.AddScoped<Ledgers>().AddScoped<TurnWords>().AddScoped<LedgerHistory>();
        services.AddScoped<TurnExchanges>().AddScoped<ProposalPages>().AddScoped<TurnDecisions>().AddScoped<DecisionPages>();
        services.AddKeyedScoped<Composer, TurnAskedLetter>(LetterKind.TurnAsked);
        services.AddKeyedScoped<Composer, TurnAnsweredLetter>(LetterKind.TurnAnswered);
        services.AddKeyedScoped<Composer, TurnDecidedLetter>(LetterKind.TurnDecided);
    }
}
