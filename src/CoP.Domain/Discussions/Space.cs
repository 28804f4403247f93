using CoP.Domain.Common;

namespace CoP.Domain.Discussions;

/// <summary>A shelf for discussions on one theme that members raised. Its words are data, in both languages.</summary>
public sealed class Space
{
    private Space()
    {
    }

    /// <summary>A space at its place in the list.</summary>
    /// <param name="id">Which space.</param>
    /// <param name="slug">Its name in addresses: lower-case letters, digits and hyphens.</param>
    /// <param name="order">Its place in the list, the smallest first.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="purpose">One sentence on what belongs in it.</param>
    /// <exception cref="ArgumentException"><paramref name="slug"/> would not survive in an address.</exception>
    public Space(Id<Space> id, string slug, int order, TwoLanguages name, TwoLanguages purpose)
    {
        if (slug.Length is 0 or > SlugLimit || !slug.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-'))
            throw new ArgumentException("Lower-case letters, digits and hyphens.", nameof(slug));
        (Id, Slug, Order, Name, Purpose) = (id, slug, order, name, purpose);
    }

    /// <summary>Longest slug, in characters.</summary>
    public const int SlugLimit = 60;

    /// <summary>Which space.</summary>
    public Id<Space> Id { get; private set; }

    /// <summary>Its name in addresses.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Its place in the list, the smallest first.</summary>
    public int Order { get; private set; }

    /// <summary>What it is called.</summary>
    public TwoLanguages Name { get; private set; } = new("", "");

    /// <summary>What belongs in it.</summary>
    public TwoLanguages Purpose { get; private set; } = new("", "");
}

/// <summary>The same words in both languages of the community.</summary>
/// <param name="English">In English.</param>
/// <param name="Spanish">In Spanish.</param>
public sealed record TwoLanguages(string English, string Spanish)
{
    /// <summary>The words in <paramref name="language"/> (<c>en</c> or <c>es</c>).</summary>
    public string In(string language) => language == "es" ? Spanish : English;
}
