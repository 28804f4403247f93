using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace CoP.Web.Operations.Backups;

/// <summary>How many rows a table has, and a sum over all of them that any difference changes, in whatever order they come.</summary>
public sealed record TableCensus(string Table, long Rows, string Sum);

/// <summary>Counts the rows of a table as they pass.</summary>
sealed class Census(string table)
{
    readonly MemoryStream row = new();
    long rows;
    UInt128 sum;

    public TableCensus Result => new(table, rows, sum.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A value of the row that is being read; null where there is none.</summary>
    public void Value(ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        row.Write(length);
        row.Write(value);
    }

    public void Value(string value) => Value(Encoding.UTF8.GetBytes(value));

    public void Value(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        Value(bytes);
    }

    public void Nothing() => row.Write([0xFF, 0xFF, 0xFF, 0xFF]);

    /// <summary>The row is at its end.</summary>
    public void Row()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(row.GetBuffer().AsSpan(0, (int)row.Length), hash);
        // A sum: equal rows do not cancel each other out, and no order is asked of the database.
        sum += BinaryPrimitives.ReadUInt128BigEndian(hash);
        rows++;
        row.SetLength(0);
    }

    /// <summary>Every table of an SQLite database as it is, whatever version made it.</summary>
    public static async Task<List<TableCensus>> OfSqlite(DbConnection connection, CancellationToken cancel)
    {
        // What a virtual table holds lies in tables of its own.
        var tables = await Names(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name", cancel);
        return await Each(connection, tables, table => $"SELECT * FROM \"{table}\"", (census, reader) =>
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                switch (reader.GetValue(i))
                {
                    case long whole: census.Value(whole); break;
                    case double real: census.Value(BitConverter.DoubleToInt64Bits(real)); break;
                    case string text: census.Value(text); break;
                    case byte[] bytes: census.Value(bytes); break;
                    default: census.Nothing(); break;
                }
            }
        }, cancel);
    }

    /// <summary>Every table of a PostgreSQL database as it is. The text of a row is the same on every version of the server.</summary>
    public static async Task<List<TableCensus>> OfPostgres(DbConnection connection, CancellationToken cancel)
    {
        await using (var plain = connection.CreateCommand())
        {
            plain.CommandText = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET bytea_output = 'hex'; SET extra_float_digits = 1";
            await plain.ExecuteNonQueryAsync(cancel);
        }
        var tables = await Names(connection, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE \"C\"", cancel);
        return await Each(connection, tables, table => $"SELECT t::text FROM \"{table}\" t", (census, reader) => census.Value(reader.GetString(0)), cancel);
    }

    /// <summary>The first table in which two differ, in words; null where they are the same.</summary>
    public static string? Difference(IReadOnlyCollection<TableCensus> before, IReadOnlyCollection<TableCensus> after)
    {
        var there = after.ToDictionary(c => c.Table, StringComparer.Ordinal);
        foreach (var one in before)
        {
            if (!there.Remove(one.Table, out var other)) return $"the table {one.Table} is missing";
            if (one.Rows != other.Rows) return $"{one.Table} has {other.Rows} rows and not {one.Rows}";
            if (one.Sum != other.Sum) return $"the rows of {one.Table} are not the same";
        }

        return there.Count == 0 ? null : $"there is a table more, {there.Keys.First()}";
    }

    static async Task<List<TableCensus>> Each(DbConnection connection, List<string> tables, Func<string, string> sql, Action<Census, DbDataReader> take, CancellationToken cancel)
    {
        var all = new List<TableCensus>();
        foreach (var table in tables)
        {
            var census = new Census(table);
            await using var command = connection.CreateCommand();
            command.CommandText = sql(table);
            command.CommandTimeout = 0;
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                take(census, reader);
                census.Row();
            }

            all.Add(census.Result);
        }

        return all;
    }

    static async Task<List<string>> Names(DbConnection connection, string sql, CancellationToken cancel)
    {
        var names = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) names.Add(reader.GetString(0));
        return names;
    }
}
