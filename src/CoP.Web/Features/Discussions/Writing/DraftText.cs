using CoP.Domain.Discussions;
using Microsoft.Extensions.Primitives;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>What had been filled in: the fields of the form by name, the text under <c>Body</c>.</summary>
/// <param name="Key">As <see cref="DraftKey.Text"/>.</param>
/// <param name="Fields">Name and value of each.</param>
/// <param name="Other">The text that another tab or device had kept in the same place, where one was put in its place without asking.</param>
public sealed record DraftText(string Key, IReadOnlyDictionary<string, string> Fields, string? Other = null)
{
    // Twice what can be posted: a text that is too long is not lost for it.
    public const int Limit = 2 * RenderedText.Limit;

    const int FieldLimit = 500, MostFields = 30;

    // About this one sending of the form, and not of what is being written.
    static readonly string[] passing = ["FormKey", "AsItIs", "Preview", "Kept", "ReturnUrl", "version"];

    public string Body => Fields.GetValueOrDefault("Body", "");

    public string Title => Fields.GetValueOrDefault("Title", "");

    /// <summary>Null where there is nothing worth keeping.</summary>
    /// <exception cref="RuleBrokenException"><c>draft.long</c>.</exception>
    public static DraftText? Of(DraftKey key, IEnumerable<KeyValuePair<string, StringValues>> form)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in form)
        {
            var value = (values.Count > 0 ? values[0] ?? "" : "").ReplaceLineEndings("\n");
            if (name.StartsWith('_') || passing.Contains(name, StringComparer.OrdinalIgnoreCase) || value.Length == 0 || name.Length > 60) continue;
            var isBody = string.Equals(name, "Body", StringComparison.OrdinalIgnoreCase);
            if (isBody && value.Length > Limit) throw new RuleBrokenException("draft.long", Limit);
            if (!isBody && value.Length > FieldLimit) value = value[..FieldLimit];
            if (fields.Count < MostFields) fields[isBody ? "Body" : name] = value;
        }
        return fields.GetValueOrDefault("Body", "").Trim().Length + fields.GetValueOrDefault("Title", "").Trim().Length == 0 ? null : new DraftText(key.Text, fields);
    }
}

/// <summary>A draft as it lies on the server.</summary>
public sealed record KeptDraft(DraftText Text, long Version, Instant ChangedAt);
