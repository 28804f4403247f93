using Microsoft.Extensions.Options;

namespace CoP.Web.Hosting;

/// <summary>Where members reach the site. Letters and calendars take it from the settings alone: what a request says of its host is anyone's word.</summary>
public sealed class SiteAddress(IOptions<CopSettings> settings, IConfiguration configuration)
{
    /// <summary>In Development, where nothing is set: the first address that it was told to listen at.</summary>
    public Uri Base => settings.Value.BaseAddress ?? (Uri.TryCreate(configuration[WebHostDefaults.ServerUrlsKey]?.Split(';')[0], UriKind.Absolute, out var listens) ? listens : new Uri("http://localhost:5080"));

    /// <summary>The whole address of a path that begins with a slash.</summary>
    public Uri To(string path) => new(Base, Base.AbsolutePath.TrimEnd('/') + path);
}
