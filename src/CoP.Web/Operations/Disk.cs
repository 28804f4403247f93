using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.Data.Sqlite;

namespace CoP.Web.Operations;

/// <summary>The disk that this node writes to.</summary>
public static class Disk
{
    /// <summary>With less than this, in bytes, the site is not ready: SQLite's log and its checkpoints need room, and so does what puts things right.</summary>
    public const long Least = 64L << 20;

    /// <summary>The file of the database; null where the database is another machine's.</summary>
    public static string? DatabaseFile(IConfiguration settings) =>
        settings.GetValue("CoP:Database", DatabaseKind.Sqlite) == DatabaseKind.Sqlite
            ? Path.GetFullPath(new SqliteConnectionStringBuilder(Databases.SqliteConnection(settings)).DataSource)
            : null;

    /// <summary>Free bytes where the file lies, or will lie.</summary>
    public static long FreeAt(string file)
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
        return new DriveInfo(folder ?? "/").AvailableFreeSpace;
    }
}
