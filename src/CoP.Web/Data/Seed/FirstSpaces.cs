using CoP.Domain.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Data.Seed;

/// <summary>The spaces that every new site begins with, in Production too: the themes that members raised in the listening sessions.</summary>
static class FirstSpaces
{
    /// <summary>Puts them into a site that has none.</summary>
    public static async Task Lay(CopDb db, TimeProvider clock)
    {
        try
        {
            await db.Write(async () =>
            {
                if (await db.Spaces.AnyAsync()) return;
                var now = clock.Now();
                db.Spaces.AddRange(SeedContent.Spaces().Select((words, i) => new Space(
                    Id<Space>.New(now), words.Key, i + 1, new(words.En.Name, words.Es.Name), new(words.En.Purpose, words.Es.Purpose))));
            });
        }
        catch (DbUpdateException)
        {
            // Another node that started at the same moment was faster; anything else is a mistake.
            if (!await db.Spaces.AnyAsync()) throw;
        }
    }
}
