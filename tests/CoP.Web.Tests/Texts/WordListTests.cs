using System.Text.RegularExpressions;

namespace CoP.Web.Tests.Texts;

/// <summary>People first: words that make a person into a diagnosis are not the community's.</summary>
public sealed class WordListTests
{
    static readonly string[] notInEnglish =
    [
        "patients?", "addicts?", "addicted", "alcoholics?", "junkies?", "(drug|substance) abus(e|er|ers)", "suffer(s|ed|ing)? (from|with)", "victims? of", "afflicted",
        "mentally ill", "schizophrenics?", "psychotics?", "crazy", "insane", "lunatics?", "nuts", "commit(s|ted|ting)? suicide", "(low|high)[- ]functioning",
        "non-?compliant", "non-?compliance", "frequent flyers?", "the disabled", "handicapped", "wheelchair[- ]bound", "normal people",
    ];

    static readonly string[] notInSpanish =
    [
        "pacientes", "(el|la|un|una|los|las|cada|su|sus) pacientes?", "adict[oa]s?", "drogadict[oa]s?", "alcohólic[oa]s?", "abuso de (sustancias|drogas)", "sufr(e|en|ía|ían) de", "padec(e|en|ía|ían)",
        "víctimas? de", "enferm[oa]s? mental(es)?", "esquizofrénic[oa]s?", "psicótic[oa]s?", "loc[oa]s?", "demente", "trastornad[oa]s?", "comet(er|ió|e) suicidio", "minusválid[oa]s?",
        "discapacitad[oa]s?", "gente normal", "personas normales",
    ];

    // Spanish says usted. Only what nobody says to usted: "elige" and "escribe" are also what someone else does, "haz" and "di" nothing but tú.
    static readonly string[] tooFamiliar =
    [
        "tú", "tus?", "ti", "te", "contigo", "tuy[oa]s?", "vos", "tienes", "tenés", "puedes", "podés", "quieres", "querés", "eres", "estás", "debes", "necesitas", "haces", "sabes", "vienes",
        "vas", "has", "dices", "ves", "lees", "escribes", "recibes", "eliges", "crees", "podrás", "tendrás", "verás", "serás", "recibirás", "puedas", "quieras", "tengas", "necesites", "seas", "estés",
        "haz", "dinos", "dime", "hazlo", "inténtalo", "únete", "regístrate", "escríbenos", "avísanos", "no (hagas|olvides|escribas|uses|compartas|cierres|dejes|vayas)",
        // "You did": hablaste, pediste; not existe, triste.
        @"(?!(?:(?:sub|co)?existe|insiste|consiste|asiste|persiste|resiste|desiste|reviste|triste|chiste|baste|contraste|desgaste|gaste)\b)\p{L}+[ai]ste",
    ];

    public static TheoryData<string> Files => new(SourceTexts.English.Keys);

    public static TheoryData<string> Seeds => new(Directory.EnumerateFiles(Path.Combine(Repository.Web, "Data", "Seed"), "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Repository.Web, f)));

    [Theory]
    [MemberData(nameof(Files))]
    public void The_site_speaks_of_people_and_not_of_diagnoses(string file)
    {
        Findings.None(Found(notInEnglish, SourceTexts.Read(SourceTexts.English[file])));
        Findings.None(Found(notInSpanish, SourceTexts.Read(SourceTexts.Spanish(SourceTexts.English[file]))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Spanish_says_usted(string file) => Findings.None(Found(tooFamiliar, SourceTexts.Read(SourceTexts.Spanish(SourceTexts.English[file]))));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_demo_community_speaks_of_people_and_not_of_diagnoses(string file) =>
        Findings.None(Found([.. notInEnglish, .. notInSpanish], new Dictionary<string, string>(StringComparer.Ordinal) { [file] = File.ReadAllText(Path.Combine(Repository.Web, file)) }));

    [Theory]
    [InlineData("Two patients came.", true)]
    [InlineData("Be patient with yourself", true)]
    [InlineData("She suffers from it", true)]
    [InlineData("An impatient person", false)]
    [InlineData("A person who uses services", false)]
    public void A_word_is_found_as_a_word(string sentence, bool found) =>
        Assert.Equal(found, Found(notInEnglish, new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = sentence }).Any());

    [Theory]
    [InlineData("Escribe lo que tú quieras", true)]
    [InlineData("Ya respondiste", true)]
    [InlineData("¿Olvidaste tu contraseña?", true)]
    [InlineData("Si puedes, haz clic", true)]
    [InlineData("Quien escribe elige quién lo ve", false)]
    [InlineData("Esta página ya no existe; es triste", false)]
    [InlineData("Escriba lo que usted quiera", false)]
    public void A_tu_is_told_from_a_usted(string sentence, bool found) =>
        Assert.Equal(found, Found(tooFamiliar, new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = sentence }).Any());

    static IEnumerable<string> Found(string[] words, Dictionary<string, string> texts)
    {
        var any = new Regex($@"(?<![\p{{L}}\p{{M}}])({string.Join('|', words)})(?![\p{{L}}\p{{M}}])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        return from text in texts from Match hit in any.Matches(text.Value) select $"{text.Key}: {hit.Value}";
    }
}
