using Microsoft.Data.Sqlite;

namespace CoP.Web.Data;

/// <summary>
/// The database as it was before it was brought up to date, beside its file for as long as that takes. To change a table SQLite has to build it anew, which no
/// transaction holds together: where a start was ended in the middle of that, the next one finds the copy, puts it back and begins again.
/// </summary>
sealed class CopyBeforeMigrating(string file)
{
    readonly string copy = file + ".before", unfinished = file + ".before.tmp";

    /// <summary>Takes it. It has its name only once all of it is on the disk.</summary>
    public void Make(SqliteConnection database)
    {
        File.Delete(unfinished);
        using (var to = Open(unfinished, SqliteOpenMode.ReadWriteCreate))
        {
            database.BackupDatabase(to);
            // One file, with nothing beside it.
            using var command = to.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE";
            command.ExecuteNonQuery();
        }
        using (var whole = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite)) whole.Flush(flushToDisk: true);
        File.Move(unfinished, copy);
    }

    /// <summary>Puts it back, where there is one; whoever is ended while doing so leaves it there for the next.</summary>
    public void PutBack(SqliteConnection database)
    {
        if (!File.Exists(copy)) return;
        using (var from = Open(copy, SqliteOpenMode.ReadOnly)) from.BackupDatabase(database);
        Remove();
    }

    /// <summary>It is not needed any more.</summary>
    public void Remove() => File.Delete(copy);

    static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
