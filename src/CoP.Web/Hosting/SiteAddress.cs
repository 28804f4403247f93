using Microsoft.Extensions.Options;

namespace CoP.Web.Hosting;

/// <summary>Where members reach the site. Letters and calendars take it from the settings alone: what a request says of its host is anyone's word.</summary>
public sealed class SiteAddress(IOptions<CopSettings> settings)
{
    public Uri Base => settings.Value.BaseAddress ?? new Uri("http://localhost:5080");

    /// <summary>The whole address of a path that begins with a slash.</summary>
    public Uri To(string path) => new(Base, Base.AbsolutePath.TrimEnd('/') + path);
}
