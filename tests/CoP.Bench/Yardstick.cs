using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoP.Bench;

/// <summary>
/// The least that an MVC site over SQLite can do: a page of 20 joined rows, a post that is kept, a hint to whoever watches.
/// No sign-in, no languages, no rights; so it says how fast this machine is, not how fast the site ought to be.
/// </summary>
public static class Yardstick
{
    public static int Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var file = builder.Configuration["db"] ?? throw new InvalidOperationException("--db FILE");
        builder.Services.AddDbContext<YardDb>(db => db.UseSqlite($"Data Source={file}").UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));
        builder.Services.AddControllersWithViews();
        builder.Services.AddSignalR();
        var app = builder.Build();
        using (var scope = app.Services.CreateScope()) Fill(scope.ServiceProvider.GetRequiredService<YardDb>());
        app.MapControllers();
        app.MapHub<YardHub>("/live");
        app.Run();
        return 0;
    }

    static void Fill(YardDb db)
    {
        if (!db.Database.EnsureCreated()) return;
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
        db.Authors.AddRange(Enumerable.Range(1, 60).Select(i => new Author { Id = i, Name = $"Author {i}" }));
        // As many rows as the large community has, so that finding 20 of them costs as much.
        db.Rows.AddRange(Enumerable.Range(1, 200_000).Select(i => new Row { Id = i, Topic = i / 20, AuthorId = (i % 60) + 1, At = i, Body = Words(i) }));
        db.SaveChanges();
    }

    static string Words(int i) => string.Concat(Enumerable.Range(0, 40).Select(w => $"word{(i + w) % 97} "));
}

public sealed class Author
{
    public int Id { get; set; }
    public string Name { get; set; } = "";
}

public sealed class Row
{
    public int Id { get; set; }
    public int Topic { get; set; }
    public int AuthorId { get; set; }
    public Author? Author { get; set; }
    public long At { get; set; }
    public string Body { get; set; } = "";
}

public sealed class YardDb(DbContextOptions<YardDb> options) : DbContext(options)
{
    public DbSet<Author> Authors => Set<Author>();
    public DbSet<Row> Rows => Set<Row>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Row>().HasIndex(r => r.Topic);
}

public sealed class YardHub : Hub
{
    public async Task<long?> Watch(string topic)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, topic);
        return 0;
    }
}

public sealed record YardRow(int Id, string Name, long At, string Body);

/// <param name="Rows">What was read.</param>
/// <param name="Filler">As many characters again as it takes to send as much as the page compared with.</param>
public sealed record YardPage(IReadOnlyList<YardRow> Rows, string Filler);

public sealed class YardController(YardDb db, IHubContext<YardHub> hub) : Controller
{
    static long version;

    [HttpGet("/page/{topic:int}")]
    public async Task<IActionResult> Show(int topic, int size) => View("/Page.cshtml", await Read(topic, size));

    /// <summary>Text of a size, without a view: what a feed is compared with.</summary>
    [HttpGet("/text/{topic:int}")]
    public async Task<IActionResult> Text(int topic, int size, string? tag)
    {
        var page = await Read(topic, size);
        if (tag is not null)
        {
            Response.Headers.ETag = "\"" + tag + "\"";
            if (Request.Headers.IfNoneMatch == "\"" + tag + "\"") return StatusCode(304);
        }

        return Content(string.Concat(page.Rows.Select(r => r.Body)) + page.Filler, "text/calendar");
    }

    [HttpPost("/rows")]
    public async Task<IActionResult> Add([FromForm] string body)
    {
        // As the site keeps a post: on the disk before it is acknowledged.
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000");
        db.Rows.Add(new Row { Topic = -1, AuthorId = 1, At = DateTime.UtcNow.Ticks, Body = body });
        await db.SaveChangesAsync();
        var now = Interlocked.Increment(ref version);
        _ = hub.Clients.Group("thread:1").SendAsync("changed", "thread:1", now);
        return Json(new { id = now });
    }

    async Task<YardPage> Read(int topic, int size)
    {
        var rows = await db.Rows.Where(r => r.Topic == topic).OrderBy(r => r.Id).Take(20).Select(r => new YardRow(r.Id, r.Author!.Name, r.At, r.Body)).ToListAsync();
        return new(rows, new string('x', Math.Max(0, size - rows.Sum(r => r.Body.Length + 80))));
    }
}
