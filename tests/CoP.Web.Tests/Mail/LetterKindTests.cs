using CoP.Web.Mail;
using CoP.Web.Tests.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Mail;

public sealed class LetterKindTests(SqliteSite site) : IClassFixture<SqliteSite>
{
    public static TheoryData<LetterKind> Kinds => new(Enum.GetValues<LetterKind>());

    /// <summary>The page on which the committee reads what was not delivered names each kind.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_letter_is_written_by_somebody_and_has_a_name_in_both_languages(LetterKind kind)
    {
        using var scope = site.Services.CreateScope();
        var isLetter = !kind.ToString().StartsWith("Notice", StringComparison.Ordinal);
        Assert.Equal(isLetter, scope.ServiceProvider.GetKeyedService<Composer>(kind) is not null);
        var english = SourceTexts.English["RemindersText"];
        foreach (var file in (string[])[english, SourceTexts.Spanish(english)]) Assert.Equal(isLetter, SourceTexts.Read(file).ContainsKey("kind." + kind));
    }
}
