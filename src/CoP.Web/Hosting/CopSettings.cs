namespace CoP.Web.Hosting;

/// <summary>The section <c>CoP</c> of the settings; appsettings.example.json explains each.</summary>
public sealed class CopSettings
{
    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    /// <summary>Where members reach the site; every link in a letter starts with it.</summary>
    public Uri? BaseAddress { get; set; }

    public string TimeZone { get; set; } = "America/New_York";

    /// <summary>A line where peers answer, named first among the ways to get help; none until the administrator sets one.</summary>
    public HelpLine? PeerLine { get; set; }
}

/// <summary>A telephone line for people who need someone to talk to.</summary>
public sealed class HelpLine
{
    public string Name { get; set; } = "";

    /// <summary>As people read it.</summary>
    public string Number { get; set; } = "";

    /// <summary>As telephones dial it.</summary>
    public string Dial => string.Concat(Number.Where(c => char.IsAsciiDigit(c) || c == '+'));
}

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
