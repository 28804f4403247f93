namespace CoP.Web.Tests.Infrastructure;

/// <summary>The working copy that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Where the solution lies.</summary>
    public static string Root { get; } = Find();

    /// <summary>The web project: the content root of every site under test.</summary>
    public static string Web { get; } = Path.Combine(Root, "src", "CoP.Web");

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PeerSupervisionCoP.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests run out of their own working copy.");
    }
}

/// <summary>A folder for one run of the tests; gone when the run ends in good order.</summary>
public static class Scratch
{
    static readonly Lazy<string> folder = new(() =>
    {
        var made = Directory.CreateTempSubdirectory("cop-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(made, recursive: true);
        return made;
    });

    /// <summary>A path in it that nothing has yet.</summary>
    public static string New(string name) => Path.Combine(folder.Value, $"{Guid.NewGuid():N}-{name}");
}

/// <summary>How far long runs go.</summary>
public static class LongRun
{
    /// <summary>Whether <c>scripts/test --long</c> asked for them.</summary>
    public static bool On { get; } = Environment.GetEnvironmentVariable("COP_TESTS_LONG") == "1";

    /// <summary>So many rounds in a usual run, so many in a long one.</summary>
    public static int Rounds(int usually, int inLongRuns) => On ? inLongRuns : usually;
}

/// <summary>Checks of many things at once that say everything they found.</summary>
public static class Findings
{
    public static void None(IEnumerable<string> wrong)
    {
        var all = wrong.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (all.Count > 0) Assert.Fail(string.Join('\n', all));
    }
}
