using CoP.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CoP.Web.Tests.Hosting;

public sealed class SiteAddressTests
{
    [Theory]
    [InlineData("https://community.example.org", "http://localhost:5200", "https://community.example.org/groups")]
    [InlineData(null, "http://localhost:5200", "http://localhost:5200/groups")]
    [InlineData(null, "http://localhost:5200;https://localhost:5201", "http://localhost:5200/groups")]
    [InlineData(null, "http://*:5200", "http://localhost:5080/groups")]
    [InlineData(null, null, "http://localhost:5080/groups")]
    public void Links_lead_to_the_address_that_is_set_or_else_to_where_the_site_listens(string? set, string? listens, string address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", listens)]).Build();
        var site = new SiteAddress(Options.Create(new CopSettings { BaseAddress = set is null ? null : new Uri(set) }), configuration);
        Assert.Equal(address, site.To("/groups").ToString());
    }
}
