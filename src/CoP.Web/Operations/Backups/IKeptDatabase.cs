namespace CoP.Web.Operations.Backups;

/// <summary>The database as backups see it: SQLite's file, or PostgreSQL's with its own tools.</summary>
public interface IKeptDatabase
{
    /// <summary>A name for people.</summary>
    string Name { get; }

    /// <summary>A folder with room for copies that are not encrypted, where they are no more in the open than the database itself.</summary>
    string Workplace { get; }

    /// <summary>Copies it as it is in one moment, while others write, into a new file; checked by opening the copy.</summary>
    Task<Copied> Copy(string file, CancellationToken cancel);

    /// <summary>Opens a copy and checks it, putting it nowhere.</summary>
    /// <exception cref="CommandFailed">It is not what the manifest says.</exception>
    Task Check(string file, Manifest manifest, CancellationToken cancel);

    /// <summary>Makes sure that nothing is there.</summary>
    /// <exception cref="CommandFailed">Something is.</exception>
    Task RequireEmpty(CancellationToken cancel);

    /// <summary>Puts a checked copy in its place: all of it or nothing.</summary>
    Task Put(string file, Manifest manifest, CancellationToken cancel);
}

/// <summary>What a copy holds.</summary>
/// <param name="Migration">The newest migration that was applied.</param>
/// <param name="Server">The version of SQLite or PostgreSQL.</param>
/// <param name="Tables">Its tables, in the moment of the copy.</param>
public sealed record Copied(string Migration, string Server, IReadOnlyList<TableCensus> Tables);
