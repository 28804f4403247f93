using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CoP.Web.Tests.Infrastructure;

namespace CoP.Web.Tests.Common;

public sealed partial class StyleTests
{
    static readonly string[] Grounds = ["paper", "surface", "sunken", "brand-soft", "accent-soft", "ok-soft", "warn-soft", "error-soft", "western", "central", "northeast", "metro-boston", "southeast"];
    static readonly string[] Texts = ["ink", "ink-2", "brand", "accent", "ok", "warn", "error"];

    static string Wwwroot => Path.Combine(Repository.Web, "wwwroot");

    public static TheoryData<string, string> Pairs => [.. from text in Texts from ground in Grounds select (text, ground), ("on-brand", "brand"), ("on-brand", "brand-strong"), ("on-error", "error"), ("brand-strong", "surface"), ("brand-strong", "paper")];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_text_colour_stands_out_seven_to_one_on_every_ground(string text, string ground)
    {
        var colours = Colours();
        Assert.All(new[] { 0, 1 }, theme => Assert.True(
            Contrast(colours[text][theme], colours[ground][theme]) >= 7, $"{text} on {ground}: {Contrast(colours[text][theme], colours[ground][theme]):0.0} in the {(theme == 0 ? "light" : "dark")}"));
    }

    [Fact]
    public void Lines_that_mark_a_control_stand_out_three_to_one()
    {
        var colours = Colours();
        foreach (var ground in (string[])["paper", "surface", "sunken", "brand-soft"])
            Assert.All(new[] { 0, 1 }, theme => Assert.True(Contrast(colours["control"][theme], colours[ground][theme]) >= 3));
    }

    [Fact]
    public void A_component_takes_its_colours_of_text_from_the_tokens()
    {
        var own = from file in Directory.GetFiles(Path.Combine(Wwwroot, "css"), "*.css")
                  where Path.GetFileName(file) != "tokens.css"
                  from Match rule in OwnTextColour().Matches(File.ReadAllText(file))
                  select $"{Path.GetFileName(file)}: {rule.Value}";
        Assert.Empty(own);
    }

    [Fact]
    public void Every_style_sheet_says_in_which_layer_it_stands() =>
        Assert.All(Directory.GetFiles(Path.Combine(Wwwroot, "css"), "*.css"), file => Assert.StartsWith("@layer", Comment().Replace(File.ReadAllText(file), "").TrimStart(), StringComparison.Ordinal));

    [Fact]
    public void What_comes_from_others_is_what_was_taken_in()
    {
        var vendor = Path.Combine(Wwwroot, "vendor");
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(vendor, "vendor.lock.json")));
        var kept = json.RootElement.EnumerateObject().SelectMany(package => package.Value.GetProperty("files").EnumerateObject()).ToDictionary(f => f.Name, f => f.Value.GetString()!, StringComparer.Ordinal);
        Assert.All(kept, file => Assert.Equal(file.Value, "sha256-" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(vendor, file.Key))))));
        var there = Directory.GetFiles(vendor, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(vendor, f).Replace('\\', '/')).Where(f => f != "vendor.lock.json");
        Assert.Equal(kept.Keys.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
        Assert.All(kept.Keys.Select(f => f[..f.LastIndexOf('/')]).Distinct(StringComparer.Ordinal), folder => Assert.Contains(folder + "/LICENSE", kept.Keys));
    }

    static Dictionary<string, string[]> Colours() =>
        Token().Matches(File.ReadAllText(Path.Combine(Wwwroot, "css", "tokens.css"))).ToDictionary(m => m.Groups["name"].Value, m => new[] { m.Groups["light"].Value, m.Groups["dark"].Value }, StringComparer.Ordinal);

    // WCAG 2.2, "contrast ratio" and "relative luminance".
    static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
    }

    static double Luminance(string colour)
    {
        double Part(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return value <= .04045 ? value / 12.92 : Math.Pow((value + .055) / 1.055, 2.4);
        }
        return .2126 * Part(1) + .7152 * Part(3) + .0722 * Part(5);
    }

    [GeneratedRegex("--(?<name>[a-z0-9-]+): light-dark\\((?<light>#[0-9a-f]{6}), (?<dark>#[0-9a-f]{6})\\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Token();

    [GeneratedRegex("[{;\\s]color: (?!var\\(|inherit|currentColor)[^;]+", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex OwnTextColour();

    [GeneratedRegex("/\\*.*?\\*/", RegexOptions.Singleline, 5000)]
    private static partial Regex Comment();
}
