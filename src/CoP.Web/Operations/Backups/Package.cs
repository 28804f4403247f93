using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CoP.Web.Hosting;

namespace CoP.Web.Operations.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="Database">Which kind of database it is of.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Migration">The newest migration that was applied.</param>
/// <param name="Server">The version of SQLite or PostgreSQL.</param>
/// <param name="Sha256">Of the database in it.</param>
/// <param name="Tables">What each table held.</param>
public sealed record Manifest(DatabaseKind Database, DateTimeOffset MadeAt, string Migration, string Server, string Sha256, IReadOnlyList<TableCensus> Tables)
{
    public long Rows => Tables.Sum(t => t.Rows);
}

/// <summary>
/// The form of a backup: a sealed archive of a gzip of a tar of two files, <c>manifest.json</c> and <c>database</c>, which is an SQLite file or what pg_dump writes in
/// its custom form. Uploaded files are rows of the database.
/// </summary>
static class Package
{
    const string ManifestName = "manifest.json", DatabaseName = "database";
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    /// <summary>Writes it, whole on the disk before it has its name, closed to others.</summary>
    public static void Write(string file, string database, Manifest manifest, KeyEncryptionKey key)
    {
        var unfinished = file + ".unfinished";
        File.Delete(unfinished);
        try
        {
            using (var to = PrivateFile.Create(unfinished))
            {
                using (var seal = SealedArchive.Seal(to, key))
                {
                    using (var zip = new GZipStream(seal, CompressionLevel.Fastest, leaveOpen: true))
                    using (var tar = new TarWriter(zip, TarEntryFormat.Pax))
                    {
                        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, ManifestName) { DataStream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, json)) });
                        using var content = File.OpenRead(database);
                        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, DatabaseName) { DataStream = content });
                    }
                    seal.Finish();
                }
                to.Flush(flushToDisk: true);
            }
            File.Move(unfinished, file);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Opens all of it and puts the database into a new file.</summary>
    /// <exception cref="CommandFailed">It is not whole, not ours, or not of this key.</exception>
    public static Manifest Read(string file, string database, KeyEncryptionKey key)
    {
        using var from = OpenFile(file);
        using var open = SealedArchive.Open(from, key);
        try
        {
            using var zip = new GZipStream(open, CompressionMode.Decompress, leaveOpen: true);
            using var tar = new TarReader(zip);
            if (tar.GetNextEntry() is not { Name: ManifestName, DataStream: { } about } || JsonSerializer.Deserialize<Manifest>(about, json) is not { } manifest)
                throw new CommandFailed("The backup has no list of what is in it.");
            if (tar.GetNextEntry() is not { Name: DatabaseName, DataStream: { } content }) throw new CommandFailed("The backup has no database in it.");
            using (var to = PrivateFile.Create(database))
            {
                content.CopyTo(to);
                to.Flush(flushToDisk: true);
            }
            // To the end: only there is it seen to be whole.
            zip.CopyTo(Stream.Null);
            open.CopyTo(Stream.Null);
            using var written = File.OpenRead(database);
            return Convert.ToHexStringLower(SHA256.HashData(written)) == manifest.Sha256 ? manifest : throw new CommandFailed("The database in the backup is not the one that was put there.");
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException or EndOfStreamException)
        {
            throw new CommandFailed($"The backup cannot be read ({unreadable.Message}).", unreadable);
        }
    }

    static FileStream OpenFile(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed($"{file} cannot be read ({unreadable.Message}).", unreadable);
        }
    }
}

/// <summary>A file that only its owner reads.</summary>
static class PrivateFile
{
    /// <summary>A new one.</summary>
    public static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }
}
