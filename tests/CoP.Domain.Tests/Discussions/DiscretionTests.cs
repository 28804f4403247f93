using CoP.Domain.Discussions;
using FsCheck;
using FsCheck.Fluent;

namespace CoP.Domain.Tests.Discussions;

public sealed class DiscretionTests
{
    [Theory]
    [InlineData("You can reach him at 617-555-0142.", DoubtKind.Phone, "617-555-0142")]
    [InlineData("Her cell is (413) 555-0199, call after five.", DoubtKind.Phone, "(413) 555-0199")]
    [InlineData("Call +1 508 555 0123", DoubtKind.Phone, "+1 508 555 0123")]
    [InlineData("cell: 5085550123", DoubtKind.Phone, "5085550123")]
    [InlineData("Su teléfono es 978.555.0107.", DoubtKind.Phone, "978.555.0107")]
    [InlineData("the number is 555-0142", DoubtKind.Phone, "555-0142")]
    [InlineData("DOB 3/4/1987", DoubtKind.BirthDate, "DOB 3/4/1987")]
    [InlineData("She was born on March 4, 1987 in Lowell.", DoubtKind.BirthDate, "born on March 4, 1987")]
    [InlineData("date of birth: 1987-03-04", DoubtKind.BirthDate, "date of birth: 1987-03-04")]
    [InlineData("Nació el 4 de marzo de 1987.", DoubtKind.BirthDate, "Nació el 4 de marzo de 1987")]
    [InlineData("fecha de nacimiento 04-03-87", DoubtKind.BirthDate, "fecha de nacimiento 04-03-87")]
    [InlineData("He lives at 12 Maple Street with his mother.", DoubtKind.Address, "12 Maple Street")]
    [InlineData("at 1200 N. Main St. in town", DoubtKind.Address, "1200 N. Main St.")]
    [InlineData("she moved to 45 elm street", DoubtKind.Address, "45 elm street")]
    [InlineData("Vive en la calle San Juan 45.", DoubtKind.Address, "calle San Juan 45")]
    [InlineData("avenida de los Robles, núm. 12", DoubtKind.Address, "avenida de los Robles, núm. 12")]
    [InlineData("the one in apt 4B", DoubtKind.Address, "apt 4B")]
    [InlineData("I support Jordan Avery, who has bipolar disorder.", DoubtKind.NameAndDiagnosis, "Jordan Avery … bipolar")]
    [InlineData("Yesterday Maria Lopez was diagnosed again.", DoubtKind.NameAndDiagnosis, "Maria Lopez … diagnosed")]
    [InlineData("María del Carmen Peña vive con esquizofrenia.", DoubtKind.NameAndDiagnosis, "María del Carmen Peña … esquizofrenia")]
    [InlineData("El diagnóstico de José Ortega cambió.", DoubtKind.NameAndDiagnosis, "José Ortega … diagnóstico")]
    public void A_text_that_may_identify_someone_is_asked_about(string text, DoubtKind kind, string words) =>
        Assert.Equal(new Doubt(kind, words), Assert.Single(Discretion.Look(text)));

    [Theory]
    [InlineData("In a crisis call or text 988, or 911.")]
    [InlineData("The Behavioral Health Help Line is 833-773-2445 (833-773-BHHL).")]
    [InlineData("Línea de ayuda: 1-888-628-9454, o 988 y oprima 2.")]
    [InlineData("A peer line: (877) 733-7563.")]
    [InlineData("We meet Tuesday 3/4/2025, 10:00–11:30, room 204.")]
    [InlineData("Nos reunimos el 4 de marzo de 2025 a las 10:00.")]
    [InlineData("Zoom meeting 812 3456 7890, passcode 445566: https://example.org/j/6175550142")]
    [InlineData("Ana Ruiz and Ben Okafor facilitate in March.")]
    [InlineData("Gracias a Lucía Fernández por la reunión.")]
    [InlineData("Someone I support lives with bipolar disorder and hears voices.")]
    [InlineData("Una persona que acompaño vive con esquizofrenia.")]
    [InlineData("The Hearing Voices Network changed how I think about psychosis.")]
    [InlineData("The Massachusetts Department of Mental Health speaks of depression.")]
    [InlineData("Peer Support Specialists are asked for a diagnosis. New York has no such rule.")]
    [InlineData("ACCS standard 5.3.2 and 104 CMR 28.00 say so; 2024-2025 edition.")]
    [InlineData("We served 12 people on the street and 3 more blocks.")]
    [InlineData("20 minutes drive, 2 ways to see it, 3 days in a place.")]
    [InlineData("I have two birthdays a year. Born to be here.")]
    [InlineData("Ana Ruiz spoke first. Then we talked about depression.")]
    [InlineData("> [Ana Ruiz](/threads/AAAA/replies/BBBB):\n> about a diagnosis")]
    [InlineData("@[Ana Ruiz] do you speak of a diagnosis at work?")]
    [InlineData("It costs 100-2000 or $555-1000 a year.")]
    [InlineData("")]
    [InlineData(null)]
    public void A_harmless_text_is_not_asked_about(string? text) => Assert.Empty(Discretion.Look(text));

    [Fact]
    public void What_members_tell_of_themselves_is_theirs_to_tell()
    {
        Assert.Empty(Discretion.Look("I am Ana Ruiz and I live with bipolar.", "Ana Ruiz"));
        Assert.Single(Discretion.Look("I am Ana Ruiz and I live with bipolar.", "Ben Okafor"));
    }

    [Fact]
    public void Each_thing_is_asked_about_once_and_not_everything_at_length()
    {
        Assert.Single(Discretion.Look("617-555-0142, I say: 617-555-0142"));
        Assert.Equal(5, Discretion.Look(string.Join('\n', Enumerable.Range(0, 50).Select(i => $"call 617-555-01{i:00}"))).Count);
    }

    [Fact]
    public void Any_text_is_looked_at_in_no_time() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => Discretion.Look(text).Count <= 5).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Aa ")]
    [InlineData("1 ")]
    [InlineData("617-")]
    [InlineData("born ")]
    [InlineData("calle de ")]
    [InlineData("12 Aa. ")]
    [InlineData("[")]
    [InlineData("@[a")]
    public void A_hostile_text_is_looked_at_too(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, RenderedText.Limit / piece.Length)) + " depression";
        Assert.True(Discretion.Look(text).Count <= 5);
    }
}
