using System.Data.Common;
using System.Globalization;
using CoP.Web.Data;
using CoP.Web.Data.Search;
using CoP.Web.Operations.Backups;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CoP.Web.Operations.Moving;

/// <summary>From one database to the other.</summary>
sealed class Move(CopDb from, CopDb to, Action<string> progress)
{
    // Words as an index keeps them: taken in anew from the posts, since the two databases keep them in different ways.
    const string madeAnew = "SearchEntries";

    public async Task All(CancellationToken cancel)
    {
        await to.Migrate();
        await from.Database.OpenConnectionAsync(cancel);
        await to.Database.OpenConnectionAsync(cancel);
        var (source, target) = ((SqliteConnection)from.Database.GetDbConnection(), (NpgsqlConnection)to.Database.GetDbConnection());
        // Migrations lay rows of their own. Where there is no member there is nothing of anybody's, and no table that is worth going on from.
        var empty = "TRUNCATE " + string.Join(", ", Tables(to).Select(t => Quoted(t.Name)));
        if (!await to.Members.AnyAsync(cancel)) await to.Database.ExecuteSqlRawAsync(empty, cancel);
        // Nobody changes what is being moved: a site that still runs is told to wait, and then that it cannot write.
        await using var still = source.BeginTransaction(deferred: false);
        foreach (var table in Tables(to))
        {
            if (table.Name == madeAnew) continue;
            var there = await Count(table, target, null, cancel);
            var here = there.Rows == 0 ? null : await Count(table, source, still, cancel);
            if (here == there) continue;
            if (here is not null) throw new CommandFailed($"{table.Name} holds other rows there than here. Name an empty database in ConnectionStrings:{MoveCommand.Target}.");
            await Copy(table, source, still, target, cancel);
        }

        progress("the search index");
        await SearchUpkeep.Rebuild(to);
        foreach (var table in Tables(to))
        {
            var (here, there) = (await Count(table, source, still, cancel), await Count(table, target, null, cancel));
            if (table.Name == madeAnew ? here.Rows != there.Rows : here != there) throw new CommandFailed($"{table.Name} is not the same on both sides: {here.Rows} rows here, {there.Rows} there. Do not use the new database.");
        }
    }

    async Task Copy(ITable table, SqliteConnection source, SqliteTransaction still, NpgsqlConnection target, CancellationToken cancel)
    {
        var columns = Columns(table);
        var names = string.Join(", ", columns.Select(c => Quoted(c.Name)));
        await using var transaction = await target.BeginTransactionAsync(cancel);
        var census = new Census(table.Name);
        await using (var command = Select(table, source, still))
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        await using (var copy = await target.BeginBinaryImportAsync($"COPY {Quoted(table.Name)} ({names}) FROM STDIN (FORMAT BINARY)", cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                await copy.StartRowAsync(cancel);
                for (var i = 0; i < columns.Count; i++)
                {
                    if (rows.IsDBNull(i)) await copy.WriteNullAsync(cancel);
                    else await columns[i].Put(copy, rows, i, cancel);
                }
                Take(census, columns, rows);
            }
            await copy.CompleteAsync(cancel);
        }

        var (here, there) = (census.Result, await Count(table, target, null, cancel));
        if (here != there) throw new CommandFailed($"{table.Name} arrived changed: {here.Rows} rows here, {there.Rows} there.");
        // A number that is given out next is none that was given out before.
        foreach (var column in table.Columns.Where(c => c.PropertyMappings.Any(m => m.Property.ValueGenerated == ValueGenerated.OnAdd && m.Property.ClrType is { } t && (t == typeof(int) || t == typeof(long)))))
        {
            await using var next = new NpgsqlCommand($"SELECT setval(pg_get_serial_sequence($1, $2), max({Quoted(column.Name)})) FROM {Quoted(table.Name)} HAVING max({Quoted(column.Name)}) IS NOT NULL", target, transaction);
            next.Parameters.Add(new() { Value = Quoted(table.Name) });
            next.Parameters.Add(new() { Value = column.Name });
            await next.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        if (here.Rows > 0) progress(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {here.Rows:#,0} rows"));
    }

    static async Task<TableCensus> Count(ITable table, DbConnection connection, DbTransaction? transaction, CancellationToken cancel)
    {
        var (columns, census) = (Columns(table), new Census(table.Name));
        await using var command = Select(table, connection, transaction);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) Take(census, columns, rows);
        return census.Result;
    }

    static DbCommand Select(ITable table, DbConnection connection, DbTransaction? transaction)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", Columns(table).Select(c => Quoted(c.Name)))} FROM {Quoted(table.Name)}";
        (command.CommandTimeout, command.Transaction) = (0, transaction);
        return command;
    }

    static void Take(Census census, List<MovedColumn> columns, DbDataReader rows)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (rows.IsDBNull(i)) census.Nothing();
            else columns[i].Count(census, rows, i);
        }
        census.Row();
    }

    /// <summary>The tables, each after those that its rows belong to.</summary>
    internal static List<ITable> Tables(DbContext db)
    {
        var (all, order) = (db.Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList(), new List<ITable>());
        var begun = new HashSet<ITable>();
        foreach (var table in all) Visit(table);
        return order;

        void Visit(ITable table)
        {
            if (order.Contains(table)) return;
            if (!begun.Add(table)) throw new InvalidOperationException($"{table.Name} belongs to what belongs to it.");
            foreach (var parent in table.ForeignKeyConstraints.Select(f => f.PrincipalTable).OfType<ITable>().Where(p => p != table)) Visit(parent);
            order.Add(table);
        }
    }

    static List<MovedColumn> Columns(ITable table) => [.. table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new MovedColumn(c.Name, MovedColumn.KindOf(c.StoreType)))];

    static string Quoted(string name) => $"\"{name}\"";
}
