using CoP.Domain.Guidelines;

namespace CoP.Domain.Tests.Guidelines;

public sealed class CoreValueTests
{
    [Fact]
    public void There_are_twelve_of_which_Massachusetts_numbers_eleven()
    {
        Assert.Equal(Enumerable.Range(1, 12), CoreValue.All.Select(v => v.Number));
        Assert.Equal(Enumerable.Range(1, 11).Select(n => (int?)n), CoreValue.All.Select(v => v.MassachusettsNumber).Where(n => n is not null));
        Assert.Null(CoreValue.Find("open-minded")!.MassachusettsNumber);
    }

    [Fact]
    public void Each_has_an_address_and_two_names_of_its_own()
    {
        Assert.Equal(12, CoreValue.All.Select(v => v.Slug).Distinct().Count());
        Assert.All(CoreValue.All, v => Assert.Matches("^[a-z-]{4,30}$", v.Slug));
        Assert.All(CoreValue.All, v =>
        {
            foreach (var name in new[] { v.Slug, v.Name.English, v.Name.Spanish, v.Typed("en"), v.Typed("es") }) Assert.Same(v, CoreValue.Find(name));
        });
    }

    [Theory]
    [InlineData("voluntary", 1)]
    [InlineData("VOLUNTARY", 1)]
    [InlineData(" voluntario ", 1)]
    [InlineData("Open Minded", 3)]
    [InlineData("open_minded", 3)]
    [InlineData("mente abierta", 3)]
    [InlineData("Empathic", 4)]
    [InlineData("empatia", 4)]
    [InlineData("con empatía", 4)]
    [InlineData("mutuo y reciproco", 8)]
    [InlineData("strength-focused", 10)]
    [InlineData("centrado en las fortalezas", 10)]
    public void It_answers_to_its_names_however_they_are_written(string name, int number) => Assert.Equal(number, CoreValue.Find(name)?.Number);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("kind")]
    [InlineData("voluntary work")]
    [InlineData("volun tary")]
    public void Nothing_else_is_a_value(string name) => Assert.Null(CoreValue.Find(name));
}
