using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace CoP.Browser.Tests.Infrastructure;

/// <summary>The Nu HTML checker, kept running since it takes seconds to start and milliseconds to check.</summary>
public static class HtmlChecker
{
    // It does not answer who does not say who they are.
    static readonly HttpClient client = new() { DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("tests", "1") } } };
    static readonly Lazy<Task<Uri>> address = new(Start);

    /// <summary>What is wrong with a document, in words; warnings count.</summary>
    public static async Task<IReadOnlyList<string>> Check(string html)
    {
        using var content = new StringContent(html);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/html", "utf-8");
        using var response = await client.PostAsync(await address.Value, content, TestContext.Current.CancellationToken);
        var report = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Report>(TestContext.Current.CancellationToken);
        return [.. report!.Messages.Where(m => m.Type != "info" || m.SubType == "warning").Select(m => $"line {m.LastLine}: {m.Message} ({m.Extract?.ReplaceLineEndings(" ")})")];
    }

    static async Task<Uri> Start()
    {
        var port = ServerProcess.FreePorts(1)[0].ToString(CultureInfo.InvariantCulture);
        var jar = Path.Combine(Repository.Root, "tests", "CoP.Browser.Tests", "HtmlChecker", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
        if (!File.Exists(jar)) throw new FileNotFoundException("scripts/test --browser fetches the HTML checker once.", jar);
        await ServerProcess.Start("html-checker.sh", "", new Dictionary<string, string>(StringComparer.Ordinal) { ["PORT"] = port, ["JAR"] = jar });
        return new Uri($"http://127.0.0.1:{port}/?out=json");
    }

    sealed record Report(IReadOnlyList<Finding> Messages);

    sealed record Finding(string Type, string? SubType, int LastLine, string Message, string? Extract);
}
