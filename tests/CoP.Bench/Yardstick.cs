using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CoP.Bench;

/// <summary>
/// What the same stack does with next to nothing: one MVC page that reads 20 joined rows out of SQLite and renders as
/// many bytes as the page it is held against. No sign-in, no rights, no languages.
/// </summary>
static class Yardstick
{
    public static async Task Run(string urls, string database, int bytes)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(urls);
        builder.Services.AddDbContextPool<YardstickDb>(o => o.UseSqlite($"Data Source={database}"));
        builder.Services.AddSingleton(new PageSize(bytes));
        builder.Services.AddControllersWithViews();
        var app = builder.Build();
        using (var scope = app.Services.CreateScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<YardstickDb>();
            await db.Database.EnsureDeletedAsync();
            await db.Database.EnsureCreatedAsync();
            db.Writers.AddRange(Enumerable.Range(1, 50).Select(i => new Writer { Id = i, Name = $"Writer {i}" }));
            db.Texts.AddRange(Enumerable.Range(1, 20_000).Select(i => new Text { Id = i, Page = i / 20, WriterId = 1 + (i % 50), Body = new string('x', 400) }));
            await db.SaveChangesAsync();
        }
        app.MapControllers();
        await app.RunAsync();
    }
}

public sealed record PageSize(int Bytes);

public sealed class Writer
{
    public int Id { get; set; }
    public required string Name { get; set; }
}

public sealed class Text
{
    public int Id { get; set; }
    public int Page { get; set; }
    public int WriterId { get; set; }
    public Writer? Writer { get; set; }
    public required string Body { get; set; }
}

public sealed class YardstickDb(DbContextOptions<YardstickDb> options) : DbContext(options)
{
    public DbSet<Writer> Writers => Set<Writer>();
    public DbSet<Text> Texts => Set<Text>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Text>().HasIndex(t => t.Page);
}

public sealed record Row(int Id, string Writer, string Body);

public sealed class YardstickController(YardstickDb db) : Controller
{
    [HttpGet("/{page:int}")]
    public async Task<IActionResult> Show(int page) =>
        View("/Page.cshtml", await db.Texts.Where(t => t.Page == page).OrderBy(t => t.Id).Select(t => new Row(t.Id, t.Writer!.Name, t.Body)).ToListAsync());
}
