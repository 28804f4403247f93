using System.Diagnostics;
using System.Globalization;

namespace CoP.Web.Data.Seed;

/// <summary>The command line that fills a site to measure on: <c>seed --members 5000 --threads 20000 --replies 200000</c>.</summary>
static class SeedCommand
{
    const string Usage = "usage: seed [--members N] [--threads N] [--replies N]";

    public static bool IsAsked(string[] args) => args is ["seed", ..];

    /// <summary>The exit code: 0 done, 1 refused, 2 not understood.</summary>
    public static async Task<int> Run(IServiceProvider services, string[] args)
    {
        if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment()) return Say(1, "Only in Development: the members that this adds have a password that everybody knows.");
        if (Parse(args[1..]) is not { } size) return Say(2, Usage);
        var clock = Stopwatch.StartNew();
        await using var scope = services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<LargeCommunity>(scope.ServiceProvider).FillUpTo(size.Members, size.Threads, size.Replies, Console.WriteLine);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"in {clock.Elapsed.TotalSeconds:0.0} s"));
        return 0;
    }

    /// <summary>What is asked for; null if it is not understood.</summary>
    internal static (int Members, int Threads, int Replies)? Parse(string[] options)
    {
        var (members, threads, replies) = (0, 0, 0);
        if (options.Length % 2 != 0) return null;
        foreach (var pair in options.Chunk(2))
        {
            if (!int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
            switch (pair[0])
            {
                case "--members": members = count; break;
                case "--threads": threads = count; break;
                case "--replies": replies = count; break;
                default: return null;
            }
        }
        return (members, threads, replies);
    }

    static int Say(int code, string what)
    {
        Console.Error.WriteLine(what);
        return code;
    }
}
