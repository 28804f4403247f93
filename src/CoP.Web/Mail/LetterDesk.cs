using System.Globalization;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CoP.Web.Mail;

/// <summary>What every letter is written with. One is made for each letter, and its "current member" is who the letter is for.</summary>
public sealed class LetterDesk(
    CopDb db, Anonymity anonymity, CurrentMember reader, Stationery stationery, SiteAddress site, Format format, IStringLocalizer<LettersText> texts, TimeProvider clock, IOptions<CopSettings> settings)
{
    public CopDb Db => db;

    /// <summary>Whom a letter is for is asked so that they are told on the site: then it does not matter what mail they want.</summary>
    public bool TellsOnSite { get; set; }

    public Anonymity Anonymity => anonymity;
    public CurrentMember Reader => reader;
    public Stationery Stationery => stationery;
    public SiteAddress Site => site;
    public Format Format => format;
    public IStringLocalizer<LettersText> Texts => texts;
    public Instant Now => clock.Now();
    public string SiteZone => settings.Value.TimeZone;
}

/// <summary>Words, dates and numbers in one language until disposed.</summary>
sealed class Speaking : IDisposable
{
    readonly (CultureInfo Culture, CultureInfo Ui) before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    public Speaking(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == "es" ? "es-US" : "en-US");

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
}
