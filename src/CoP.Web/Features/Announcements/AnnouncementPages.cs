using CoP.Domain.Announcements;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Announcements;

/// <summary>An announcement in the reader's language.</summary>
public sealed record AnnouncementRow(Id<Announcement> Id, string Title, string Html, Instant PostedAt, LocalDate UntilOn, bool IsCurrent, bool IsPutAway);

/// <summary>An announcement as the committee sees it.</summary>
public sealed record KeptAnnouncement(Id<Announcement> Id, TwoLanguages Title, Instant PostedAt, string? By, LocalDate UntilOn, bool IsCurrent, bool CanBeTakenBack);

/// <param name="Id">The announcement; null for one that is to be posted.</param>
/// <param name="Told">How many get a letter of a new one.</param>
public sealed record AnnouncementForm(Id<Announcement>? Id, AnnouncementInput Input, int Told, AnnouncementNow? Now);

/// <summary>What it is now, where somebody else was faster.</summary>
public sealed record AnnouncementNow(TwoLanguages Title, string English, string Spanish, LocalDate UntilOn);

public sealed class AnnouncementInput
{
    public int Version { get; set; }
    public string? EnglishTitle { get; set; }
    public string? SpanishTitle { get; set; }

    // No lengths here: browsers send a line break as two characters, and it counts as one.
    public string? English { get; set; }
    public string? Spanish { get; set; }
    public LocalDate? Until { get; set; }
}

public sealed class AnnouncementPages(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <summary>How many of those that are over are still listed.</summary>
    const int Past = 40;

    public LocalDate Today => clock.NowIn(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date;

    /// <summary>What is on the reader's home page, the newest first.</summary>
    public async Task<IReadOnlyList<AnnouncementRow>> Home()
    {
        var today = Today;
        return await Rows(db.Announcements.Where(a => a.EndedAt == null && a.UntilOn >= today && !db.Set<PutAway>().Any(p => p.AnnouncementId == a.Id && p.MemberId == me.Id)));
    }

    /// <summary>What is and was announced, the newest first.</summary>
    public Task<IReadOnlyList<AnnouncementRow>> All() => Rows(db.Announcements);

    public async Task<IReadOnlyList<KeptAnnouncement>> Kept()
    {
        var (now, today) = (clock.Now(), Today);
        var rows = await db.Announcements.AsNoTracking().OrderByDescending(a => a.PostedAt).Take(Past)
            .Select(a => new { Item = a, By = db.Members.Where(m => m.Id == a.PostedById && m.State != MemberState.Closed).Select(m => m.Name).FirstOrDefault() }).ToListAsync();
        return rows.ConvertAll(r => new KeptAnnouncement(r.Item.Id, r.Item.Title, r.Item.PostedAt, r.By, r.Item.UntilOn, r.Item.IsCurrent(today), r.Item.CanBeTakenBack(now)));
    }

    public async Task<AnnouncementForm> New(AnnouncementInput input) => new(null, input, await Told(), null);

    /// <param name="typed">What was typed; null for what it says now.</param>
    /// <param name="changed">Whether somebody else was faster: then what there is now stands beside what was typed.</param>
    public async Task<AnnouncementForm?> Edit(Id<Announcement> id, AnnouncementInput? typed, bool changed = false)
    {
        if (await db.Announcements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id) is not { } a) return null;
        var input = typed ?? new() { Version = a.Version, EnglishTitle = a.Title.English, SpanishTitle = a.Title.Spanish, English = a.English.Source, Spanish = a.Spanish.Source, Until = a.UntilOn };
        if (changed) input.Version = a.Version;
        return new(id, input, 0, changed ? new(a.Title, a.English.Source, a.Spanish.Source, a.UntilOn) : null);
    }

    Task<int> Told() => db.Members.CountAsync(m => m.State == MemberState.Active && !db.MailChoices.Any(c => c.MemberId == m.Id && (c.Muted & Domain.Reminders.MailTopics.News) == Domain.Reminders.MailTopics.News));

    async Task<IReadOnlyList<AnnouncementRow>> Rows(IQueryable<Announcement> announcements)
    {
        var (today, language) = (Today, Languages.Current);
        var rows = await announcements.AsNoTracking().OrderByDescending(a => a.PostedAt).Take(Past)
            .Select(a => new { Item = a, IsPutAway = db.Set<PutAway>().Any(p => p.AnnouncementId == a.Id && p.MemberId == me.Id) }).ToListAsync();
        return rows.ConvertAll(r => new AnnouncementRow(r.Item.Id, r.Item.Title.In(language), r.Item.In(language).Html, r.Item.PostedAt, r.Item.UntilOn, r.Item.IsCurrent(today), r.IsPutAway));
    }
}
