namespace CoP.Web.Hosting;

/// <summary>The section <c>CoP</c> of the settings; appsettings.example.json explains each.</summary>
public sealed class CopSettings
{
    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    /// <summary>Where members reach the site; every link in a letter starts with it.</summary>
    public Uri? BaseAddress { get; set; }

    public string TimeZone { get; set; } = "America/New_York";
}

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
