using CoP.Domain.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Data.Seed;

/// <summary>The spaces that every new site begins with, in Production too: the themes that members raised in the listening sessions.</summary>
static class FirstSpaces
{
    /// <summary>Puts them into a site that has none.</summary>
    public static Task Lay(CopDb db, TimeProvider clock) => db.Write(async () =>
    {
        if (await db.Spaces.AnyAsync()) return;
        var now = clock.Now();
        db.Spaces.AddRange(SeedContent.Spaces().Select((words, i) => new Space(
            Id<Space>.New(now), words.Key, i + 1, new(words.En.Name, words.Es.Name), new(words.En.Purpose, words.Es.Purpose))));
    });
}
