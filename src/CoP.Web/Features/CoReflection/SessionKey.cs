using NodaTime.Text;

namespace CoP.Web.Features.CoReflection;

/// <summary>A session in an address: when it was first planned, which stays its name however often it moves (20260908T1200).</summary>
public readonly record struct SessionKey(LocalDateTime Original)
{
    static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmm");

    public static bool TryParse(string? text, IFormatProvider? provider, out SessionKey key)
    {
        var read = Pattern.Parse(text ?? "");
        key = new(read.Success ? read.Value : default);
        return read.Success;
    }

    public override string ToString() => Pattern.Format(Original);
}
