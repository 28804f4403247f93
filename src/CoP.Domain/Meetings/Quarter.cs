using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>A quarter of a calendar year, written <c>2027-Q1</c>: the place that a turn of the rotation has in time.</summary>
public readonly record struct Quarter : IComparable<Quarter>
{
    private readonly int _index; // quarters since the first of year 0, so that arithmetic is plain addition

    /// <summary>One quarter of one year.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="year"/> is not 1 to 9999, or <paramref name="number"/> not 1 to 4.</exception>
    public Quarter(int year, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 4);
        _index = (year * 4) + number - 1;
    }

    private Quarter(int index) : this(Math.DivRem(index, 4, out var rest), rest + 1)
    {
    }

    /// <summary>The calendar year.</summary>
    public int Year => _index / 4;

    /// <summary>Which quarter of its year, 1 to 4.</summary>
    public int Number => (_index % 4) + 1;

    /// <summary>Its first day.</summary>
    public LocalDate First => new(Year, (Number * 3) - 2, 1);

    /// <summary>Its last day.</summary>
    public LocalDate Last => First.PlusMonths(3).PlusDays(-1);

    /// <summary>The quarter that a day falls in.</summary>
    public static Quarter Of(LocalDate day) => new(day.Year, ((day.Month - 1) / 3) + 1);

    /// <summary>The quarter that it is in <paramref name="zone"/> at <paramref name="now"/>.</summary>
    public static Quarter At(Instant now, DateTimeZone zone) => Of(now.InZone(zone).Date);

    /// <summary><paramref name="count"/> quarters that follow one another, this one first.</summary>
    public IEnumerable<Quarter> Following(int count)
    {
        var first = this;
        return Enumerable.Range(0, count).Select(i => first + i);
    }

    /// <summary>As many quarters later; earlier, if negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The result is outside of the years 1 to 9999.</exception>
    public static Quarter operator +(Quarter quarter, int count) => new(quarter._index + count);

    /// <summary>As many quarters earlier.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The result is outside of the years 1 to 9999.</exception>
    public static Quarter operator -(Quarter quarter, int count) => new(quarter._index - count);

    /// <summary>How many quarters lie between; negative if <paramref name="quarter"/> is the earlier.</summary>
    public static int operator -(Quarter quarter, Quarter other) => quarter._index - other._index;

    /// <summary>Earlier.</summary>
    public static bool operator <(Quarter left, Quarter right) => left._index < right._index;

    /// <summary>Later.</summary>
    public static bool operator >(Quarter left, Quarter right) => left._index > right._index;

    /// <summary>Not later.</summary>
    public static bool operator <=(Quarter left, Quarter right) => left._index <= right._index;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(Quarter left, Quarter right) => left._index >= right._index;

    /// <inheritdoc />
    public int CompareTo(Quarter other) => _index.CompareTo(other._index);

    /// <summary>Reads what <see cref="ToString"/> wrote, and nothing else: one quarter has one address.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out Quarter quarter)
    {
        quarter = default;
        if (text is not { Length: 7 } || text[4] != '-' || text[5] != 'Q' || text[6] is < '1' or > '4') return false;
        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < 1) return false;
        quarter = new(year, text[6] - '0');
        return true;
    }

    /// <summary>Reads a quarter such as <c>2027-Q1</c>.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not one.</exception>
    public static Quarter Parse(string text) => TryParse(text, null, out var quarter) ? quarter : throw new FormatException("Not a quarter.");

    /// <summary>Year and number, such as <c>2027-Q1</c>; texts sort as the quarters do.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}");
}
