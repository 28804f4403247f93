using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CoP.Web.Tests.Texts;

/// <summary>The sentences of the site as they lie in its source.</summary>
static partial class SourceTexts
{
    /// <summary>Files that hold sentences, by the class that marks them (<c>MeetingsText</c>).</summary>
    public static IReadOnlyDictionary<string, string> English { get; } = Directory.EnumerateFiles(Repository.Web, "*.resx", SearchOption.AllDirectories)
        .Where(f => !f.EndsWith(".es.resx", StringComparison.Ordinal) && !IsBuilt(f))
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);

    public static string Spanish(string english) => Path.ChangeExtension(english, ".es.resx");

    public static Dictionary<string, string> Read(string file) => XDocument.Load(file).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? "", StringComparer.Ordinal);

    public static IEnumerable<string> Sources(params string[] extensions) => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
        .Where(f => extensions.Contains(Path.GetExtension(f)) && !IsBuilt(f));

    /// <summary>The keys that a file asks for, each with the class that marks the texts it asks.</summary>
    public static IEnumerable<(string Marker, string Key)> KeysAsked(string file)
    {
        var text = File.ReadAllText(file);
        var declared = Declaration().Matches(text + (Path.GetExtension(file) == ".cshtml" ? Imports(file) : ""));
        foreach (var (name, marker) in declared.Select(d => (d.Groups["name"].Value, d.Groups["marker"].Value)).DistinctBy(d => d.Item1))
            foreach (Match use in Regex.Matches(text, $"""(?<![\w.]){name}(?<count>\.Count\(|\[)\s*"(?<key>[^"{'{'}]+)"\s*(?<end>[,\]\)])""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            {
                var key = use.Groups["key"].Value;
                foreach (var full in use.Groups["count"].Value == "[" ? [key] : (string[])[key + ".one", key + ".other"]) yield return (marker, full);
            }
    }

    // What _ViewImports says nearest to a view wins, so it comes first.
    static string Imports(string view)
    {
        var text = "";
        for (var folder = Path.GetDirectoryName(view)!; folder.Length >= Repository.Web.Length; folder = Path.GetDirectoryName(folder)!)
            if (File.Exists(Path.Combine(folder, "_ViewImports.cshtml")))
                text += "\n" + File.ReadAllText(Path.Combine(folder, "_ViewImports.cshtml"));
        return text;
    }

    static bool IsBuilt(string file) => file.Contains("/bin/", StringComparison.Ordinal) || file.Contains("/obj/", StringComparison.Ordinal);

    [GeneratedRegex(@"IStringLocalizer<(?:[\w.]+\.)?(?<marker>\w+)>\s+(?<name>\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Declaration();
}
