using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>A form for a text that takes files with it.</summary>
public interface ITakesFiles
{
    /// <summary>Longest description of a picture, in characters.</summary>
    public const int ShowLimit = 300;

    string Body { get; set; }

    /// <summary>Pictures and PDFs sent with the form, by a browser without script.</summary>
    IReadOnlyList<IFormFile>? Files { get; }

    /// <summary>What the pictures show.</summary>
    string? FilesShow { get; set; }
}

/// <summary>Takes the files that came with a form into its text, so that from there on the text is all there is.</summary>
public sealed class ComposerFiles(TakeUpload take, CurrentMember me)
{
    public const string Field = nameof(ITakesFiles.Files);

    /// <summary>Which field a broken rule is about: the files, or <paramref name="other"/>.</summary>
    public static string FieldOf(RuleBrokenException broken, string other) => broken.Key.StartsWith("upload.", StringComparison.Ordinal) ? Field : other;

    /// <summary>Each file that can be taken is in the text afterwards, also when another cannot; so a form that comes back holds on to it.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="TakeUpload.From"/>, of the first file that cannot.</exception>
    public async Task Into(ITakesFiles input, ModelStateDictionary form)
    {
        if (input.Files is not { Count: > 0 } files) return;
        RuleBrokenException? first = null;
        var taken = new List<string>();
        foreach (var file in files)
        {
            try
            {
                taken.Add((await take.From(me.Id, file, input.FilesShow)).Markdown);
            }
            catch (RuleBrokenException broken)
            {
                first ??= broken;
            }
        }

        if (taken.Count > 0)
        {
            input.Body = string.Join("\n\n", [.. new[] { (input.Body ?? "").TrimEnd() }.Where(b => b.Length > 0), .. taken]);
            input.FilesShow = null;
            form.Remove(nameof(input.Body));
            form.Remove(nameof(input.FilesShow));
            form.SetModelValue(nameof(input.Body), input.Body, input.Body);
            // A picture alone is a text; how long it may be, the rules say.
            form.MarkFieldValid(nameof(input.Body));
        }

        if (first is not null) throw first;
    }
}
