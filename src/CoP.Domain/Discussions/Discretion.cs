using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CoP.Domain.Discussions;

/// <summary>What made a text look as if it identifies a person served.</summary>
public enum DoubtKind
{
    /// <summary>A telephone number that is nobody's help line.</summary>
    Phone,

    /// <summary>A date beside a word for being born.</summary>
    BirthDate,

    /// <summary>A number and a street, or the number of an apartment.</summary>
    Address,

    /// <summary>Somebody's first and last name in one sentence with a diagnosis.</summary>
    NameAndDiagnosis,
}

/// <summary>A reason to ask before posting, with the words that gave it, as they stand in the text.</summary>
/// <param name="Kind">The rule that may be meant.</param>
/// <param name="Words">The words.</param>
public sealed record Doubt(DoubtKind Kind, string Words);

/// <summary>
/// No person served is to be recognisable in what members write. Whether somebody is cannot be decided here: this finds what
/// is worth a question to the author, in English and Spanish, and keeps nothing of it. It would rather miss one than ask about everything.
/// </summary>
public static partial class Discretion
{
    /// <summary>More than this nobody reads at once.</summary>
    private const int Most = 5;

    /// <summary>What to ask the author about; empty where nothing looks like it. At most five, in the order of <see cref="DoubtKind"/>.</summary>
    /// <param name="text">Title and Markdown, of any length.</param>
    /// <param name="ownName">The author's own name: what they tell of themselves is theirs to tell.</param>
    public static IReadOnlyList<Doubt> Look(string? text, string? ownName = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        // Members who are mentioned or quoted, and where links go, identify nobody served.
        try
        {
            text = Aside().Replace(text, " ");
            return All(text, ownName);
        }
        catch (RegexMatchTimeoutException)
        {
            // Made to be slow, so not written by somebody who would heed the question.
            return [];
        }
    }

    private static List<Doubt> All(string text, string? ownName) =>
        [.. Phones(text).Concat(BirthDates(text)).Concat(Addresses(text)).Concat(Names(text, ownName)).DistinctBy(d => (d.Kind, d.Words.ToUpperInvariant())).Take(Most)];

    private static IEnumerable<Doubt> Phones(string text) =>
        from Match match in Phone().Matches(text)
        let digits = string.Concat(match.Value.Where(char.IsAsciiDigit))
        let number = digits.Length == 11 && digits[0] == '1' ? digits[1..] : digits
        where !(number.Length == 10 && TollFree.Contains(number[..3]))
        select new Doubt(DoubtKind.Phone, match.Value.Trim());

    private static IEnumerable<Doubt> BirthDates(string text) =>
        from Match match in Born().Matches(text) select new Doubt(DoubtKind.BirthDate, match.Value.Trim());

    private static IEnumerable<Doubt> Addresses(string text) =>
        from Match match in Street().Matches(text).Concat(PlainStreet().Matches(text)).Concat(Calle().Matches(text)).Concat(Apartment().Matches(text))
        orderby match.Index
        select new Doubt(DoubtKind.Address, match.Value.Trim());

    private static IEnumerable<Doubt> Names(string text, string? ownName)
    {
        foreach (var sentence in SentenceEnd().Split(text))
        {
            if (Diagnosis().Match(sentence) is not { Success: true } diagnosis) continue;
            foreach (Match run in CapitalRun().Matches(sentence))
            {
                var words = run.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
                while (words.Count > 0 && Ordinary.Contains(words[0])) words.RemoveAt(0);
                while (words.Count > 0 && Ordinary.Contains(words[^1])) words.RemoveAt(words.Count - 1);
                if (words.Count is < 2 or > 5 || words.Any(w => (char.IsUpper(w[0]) && Ordinary.Contains(w)) || IsAcronym(w) || Diagnosis().IsMatch(w))) continue;
                var name = string.Join(' ', words);
                if (ownName is not null && string.Equals(name, ownName.Trim(), StringComparison.OrdinalIgnoreCase)) continue;
                yield return new Doubt(DoubtKind.NameAndDiagnosis, $"{name} … {diagnosis.Value}");
            }
        }
    }

    private static bool IsAcronym(string word) => word.Length > 1 && word.All(char.IsUpper);

    // Numbers that cost the caller nothing are those of lines and offices.
    private static readonly FrozenSet<string> TollFree = FrozenSet.Create(StringComparer.Ordinal, "800", "833", "844", "855", "866", "877", "888");

    // Words that are written with a capital and are no one's name: starts of sentences, places, programs, the words of the field.
    private static readonly FrozenSet<string> Ordinary = """
        A About Act ADHD After Agency All Also Although American An And Another Any April Are Area As Ask Asking At August Avenue Based Because Before Being Boston Bridge Building But By Can Care Cape
        Case Center Central Certified Chapter Child Clinic Clinical Coach Cod Code Commission Committee Commonwealth Community Conference Co-Reflection Could Council County Court Crisis Day December Department
        Did Director Disorder Disorders District Do Does Dr Drive During Each East Education Emergency English Every Everyone Executive Family February Federal Few First Focus Foundation Four Friday From Group
        Had Harvard Has Have He Health Hearing Help Her Here Hi Hello His Home Hospital House How Human I If I'm I've In Institute International Into Is It Its January Joint July June Just Last Let Level Like Line
        Living Local Long Lunch Many March Massachusetts May Medical Medicaid Medicare Meeting Mental Metro Monday Month Most Mr Mrs Ms My National Navigator Network New No Nobody North Northeast Not November
        Now October Of Office On Once One Open Or Our Part Partner Peer People Person Personality Plan Please Policy Post Program Programs Project Provider Psychiatric Public Quarter Recently Recovery Research Resource Respite
        Role Safety Saturday School Section Self Senior September Service Services She Should Since Social Some Someone South Southeast Spanish Specialist Specialists Spring St Staff Standard State States
        Steering Street Study Substance Summer Sunday Supervision Supervisor Supervisors Support Supported Supporter Supporters Survey Team Thanks That The Their Then There These They This Those Three Through
        Thursday To Today Together Toolkit Training Trauma Traumatic Tuesday Two Under Unit United University Until Use Very Veterans Voices Was We Wednesday Week Welcome Well Wellness Were West Western What When Where Which
        While Who Why Will Winter With Without Woman Women Work Workbook Workshop Would Year Yes Yesterday York You Young Your
        Acaso Agencia Ahora Al Alguien Algunas Algunos Antes Aquí Así Asociación Ayer Aunque Buenas Buenos Cada Casa Centro Clínica Comité Como Cómo Comunidad Con Congreso Consejo Cuando Cuándo Cuál De Del Departamento Desde Después
        Día Días Dice Donde Dónde Durante El Él Ella Ellas Ellos En Enero Es Escuela Español Esta Está Estado Estados Estas Este Esto Estos Estoy Febrero Fundación Fue Gracias Grupo Guía Hace Hay Hola Hospital Hoy Instituto
        Investigación La Las Le Les Línea Lo Los Luego Lunes Más Martes Masachusets Me Mental Mi Mientras Miércoles Mis Muchas Muchos Muy Nacional Nada Nadie Ni No Nos Nosotras Nosotros Nuestra Nuestro Nuestros Nuestras Nueva Nuevo Nunca
        Otra Otro Para Pares Pero Persona Personas Por Porque Proyecto Programa Pueden Puede Pues Que Qué Quien Quién Quiero Recuperación Red Reunión Salud Se Según Semana Sesión Servicio Servicios Si Sí Siempre Sin Sobre Son Soy Su
        Supervisión Supervisor Supervisora Sus También Tengo Tiene Todas Todos Tras Trabajo Un Una Unas Unidos Unos Usted Ustedes Va Vamos Voces Ya Yo
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"@\[[^\]\n]{1,120}\]|\[[^\]\n]{1,120}\]\(/threads/[^)\s]*\)|https?://[^\s)>\]]+|(?<=\]\()[^)\s]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Aside();

    [GeneratedRegex(@"(?<![\p{L}\d$€/.#-])(?:\+?1[ .\-]?)?(?:(?:\(\d{3}\) ?|\d{3}[ .\-])\d{3}[ .\-]\d{4}|\d{10}|[2-9]\d{2}-\d{4})(?![\p{L}\d]|[\-/:]\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Phone();

    private const string Months =
        "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
        + "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre";

    private const string Date =
        @"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|(?:" + Months + @")\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}|\d{1,2}(?:st|nd|rd|th)?(?: (?:of|de))? (?:" + Months + @")(?:,| de| del)? (?:19|20)\d{2})(?!\d)";

    [GeneratedRegex(
        @"(?:\bborn\b|\bd\.?o\.?b\b\.?|\b(?:date|day) of birth\b|\bbirth ?da(?:y|te)s?\b|\bnaci(?:ó|do|da|eron)\b|\bfecha de nac(?:imiento|\.)|\bf\. ?nac\.|\bcumpleaños\b)[^.!?\n\d]{0,40}" + Date,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Born();

    [GeneratedRegex(
        @"(?<![\p{L}\d.,:/$#-])\d{1,5}[A-Za-z]? (?:[NSEW]\.? )?(?:[\p{Lu}][\p{L}'’.\-]* ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Terrace|Ter|Way|Circle|Cir|Parkway|Pkwy|Highway|Hwy|Square|Sq)\b\.?",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Street();

    [GeneratedRegex(
        @"(?<![\p{L}\d.,:/$#-])\d{1,5} (?!(?:the|a|on|in|per|of|at|this|that|people|persons|blocks|days|weeks|more)\b)[a-z]{3,} (?:street|avenue|ave|boulevard|blvd|road|rd|lane)\b",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlainStreet();

    [GeneratedRegex(
        @"\b(?:calle|avenida|avda\.|av\.|carretera|paseo|plaza|camino)(?: (?:de|del|la|las|los|el|san|santa|\p{Lu}[\p{L}'’.\-]*)){1,5},? ?(?:(?:n[úu]m(?:ero|\.)?|n\.?[ºo°]|#) ?)?\d{1,5}\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Calle();

    [GeneratedRegex(@"\b(?:apt|apartment|apto|apartamento)\.? ?(?:#|no\.? |n[úu]m\.? )?\d{1,4}[A-Za-z]?\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Apartment();

    [GeneratedRegex(@"(?<=[.!?…][""”’)]?)\s+(?=[\p{Lu}¿¡""“(\d])|\n", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?<![\p{L}\d])\p{Lu}[\p{L}'’\-]+(?:[ ]+(?:(?:de|del|de la|da|van|von) )?\p{Lu}[\p{L}'’\-]+)+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CapitalRun();

    [GeneratedRegex(
        @"\b(?:schizophreni[ac]|schizoaffective|bipolar|psychosis|psychotic|manic|mania|borderline|BPD|PTSD|OCD|ADHD|depression|(?:clinically )?depressed|depressive|anxiety disorder|personality disorder|eating disorder|(?:alcohol|opioid|substance) use disorder"
        + @"|addict(?:ed|ion)?|alcoholi(?:c|sm)|anorexi[ac]|bulimi[ac]|autis(?:m|tic)|dementia|suicid(?:al|e)|overdosed?|diagnos(?:is|ed|es)|relapsed?|HIV"
        + @"|esquizofr[ée]ni(?:a|c[oa])|esquizoafectiv[oa]|psicosis|psic[óo]tic[oa]|maníac[oa]|TEPT|TOC|TDAH|TLP|depresi(?:ón|v[oa])|deprimid[oa]|trastorno|adict[oa]|adicción|alc[óo]h[óo]lic[oa]|alcoholismo|autismo|autista|demencia|suicid(?:a|io)"
        + @"|sobredosis|diagn[óo]stic(?:o|ad[oa]|aron)|recaída|recayó|VIH)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Diagnosis();
}
