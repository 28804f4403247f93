using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace CoP.Domain.Common;

/// <summary>
/// Identifies one <typeparamref name="T"/>: a time-ordered GUID (RFC 9562 version 7), written in addresses as 22
/// characters of base64url. Ids of two kinds cannot be mistaken for each other.
/// </summary>
/// <param name="Value">The GUID itself.</param>
/// <typeparam name="T">What is identified.</typeparam>
public readonly record struct Id<T>(Guid Value) : IComparable<Id<T>>
{
    /// <summary>A new id, ordered by <paramref name="now"/> to the millisecond and random beyond it.</summary>
    public static Id<T> New(Instant now) => new(Guid.CreateVersion7(now.ToDateTimeOffset()));

    /// <summary>Reads what <see cref="ToString"/> wrote, and nothing else: one thing has one address.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out Id<T> id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[16];
        if (text is not { Length: 22 } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var read) || read != 16)
            return false;
        id = new(new Guid(bytes, bigEndian: true));
        return id.ToString() == text;
    }

    /// <summary>Reads an id out of an address.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not one.</exception>
    public static Id<T> Parse(string text) => TryParse(text, null, out var id) ? id : throw new FormatException("Not an id.");

    /// <inheritdoc />
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    /// <summary>Earlier ids come first.</summary>
    public static bool operator <(Id<T> left, Id<T> right) => left.CompareTo(right) < 0;

    /// <summary>Earlier ids come first.</summary>
    public static bool operator >(Id<T> left, Id<T> right) => left.CompareTo(right) > 0;

    /// <summary>Earlier ids come first.</summary>
    public static bool operator <=(Id<T> left, Id<T> right) => left.CompareTo(right) <= 0;

    /// <summary>Earlier ids come first.</summary>
    public static bool operator >=(Id<T> left, Id<T> right) => left.CompareTo(right) >= 0;

    /// <summary>The short form that addresses carry.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
