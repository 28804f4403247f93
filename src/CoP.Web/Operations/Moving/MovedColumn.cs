using System.Data.Common;
using System.Text.Json.Nodes;
using CoP.Web.Operations.Backups;
using Npgsql;
using NpgsqlTypes;

namespace CoP.Web.Operations.Moving;

/// <summary>A column, read the same from both databases.</summary>
/// <param name="Type">What it is on PostgreSQL.</param>
sealed record MovedColumn(string Name, NpgsqlDbType Type)
{
    public static NpgsqlDbType KindOf(string storeType) => storeType.Split('(')[0] switch
    {
        "uuid" => NpgsqlDbType.Uuid,
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "boolean" => NpgsqlDbType.Boolean,
        "bytea" => NpgsqlDbType.Bytea,
        "text" or "character varying" => NpgsqlDbType.Text,
        "jsonb" => NpgsqlDbType.Jsonb,
        "timestamp with time zone" => NpgsqlDbType.TimestampTz,
        _ => throw new NotSupportedException($"Nobody has said how {storeType} moves."),
    };

    public Task Put(NpgsqlBinaryImporter copy, DbDataReader rows, int i, CancellationToken cancel) => Type switch
    {
        NpgsqlDbType.Uuid => copy.WriteAsync(rows.GetGuid(i), Type, cancel),
        NpgsqlDbType.Bigint => copy.WriteAsync(rows.GetInt64(i), Type, cancel),
        NpgsqlDbType.Integer => copy.WriteAsync(rows.GetInt32(i), Type, cancel),
        NpgsqlDbType.Boolean => copy.WriteAsync(rows.GetBoolean(i), Type, cancel),
        NpgsqlDbType.Bytea => copy.WriteAsync(rows.GetFieldValue<byte[]>(i), Type, cancel),
        NpgsqlDbType.TimestampTz => copy.WriteAsync(rows.GetFieldValue<DateTimeOffset>(i).ToUniversalTime(), Type, cancel),
        _ => copy.WriteAsync(rows.GetString(i), Type, cancel),
    };

    public void Count(Census census, DbDataReader rows, int i)
    {
        switch (Type)
        {
            case NpgsqlDbType.Uuid: census.Value(rows.GetGuid(i).ToByteArray()); break;
            case NpgsqlDbType.Bigint: census.Value(rows.GetInt64(i)); break;
            case NpgsqlDbType.Integer: census.Value(rows.GetInt32(i)); break;
            case NpgsqlDbType.Boolean: census.Value(rows.GetBoolean(i) ? 1 : 0); break;
            case NpgsqlDbType.Bytea: census.Value(rows.GetFieldValue<byte[]>(i)); break;
            // PostgreSQL keeps microseconds.
            case NpgsqlDbType.TimestampTz: census.Value(rows.GetFieldValue<DateTimeOffset>(i).UtcTicks / 10); break;
            // And of JSON what it says, not how it was written.
            case NpgsqlDbType.Jsonb: census.Value(Sorted(JsonNode.Parse(rows.GetString(i)))?.ToJsonString() ?? "null"); break;
            default: census.Value(rows.GetString(i)); break;
        }
    }

    static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
