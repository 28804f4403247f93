using System.Text;
using CoP.Domain.Members;
using CoP.Domain.Records;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Record;

/// <summary>
/// A member's own record, for themselves alone: nothing here can be asked about anybody else. Each change is a transaction of its own, so that no
/// number of a transaction ties a sheet to whatever else the member did at that moment.
/// </summary>
public sealed class MyRecord
{
    readonly CopDb db;
    readonly Func<Id<Member>> owner;
    readonly Func<bool> isOpen;

    public MyRecord(CopDb db, CurrentMember me) : this(db, () => me.Id, () => me.OpensOwn)
    {
    }

    MyRecord(CopDb db, Func<Id<Member>> owner, Func<bool> isOpen) => (this.db, this.owner, this.isOpen) = (db, owner, isOpen);

    /// <summary>The record of somebody who is not asking: to fill the demo, and to erase it when an account is closed.</summary>
    internal static MyRecord Of(CopDb db, Id<Member> owner) => new(db, () => owner, () => true);

    Guid Head => db.Seals.SheetOf(owner());

    /// <summary>The record as it is; an empty one where nothing is kept, and for whoever has shown nothing but the member's mailbox.</summary>
    public async Task<MemberRecord> Read() => isOpen() && await Find(Head) is { } head ? Read(head) : new MemberRecord();

    /// <summary>What a reflection of this record says, in Markdown.</summary>
    public async Task<string> TextOf(Reflection reflection)
    {
        var sheet = db.Seals.SheetOf(reflection.Id);
        return await db.RecordSheets.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sheet) is { } found ? Text(found) : "";
    }

    /// <summary>What the reflections say, by their ids.</summary>
    public async Task<IReadOnlyDictionary<Id<Reflection>, string>> TextsOf(IReadOnlyCollection<Reflection> reflections)
    {
        var sheets = reflections.ToDictionary(r => db.Seals.SheetOf(r.Id), r => r.Id);
        var names = sheets.Keys.ToArray();
        return (await db.RecordSheets.AsNoTracking().Where(s => EF.Parameter(names).Contains(s.Id)).ToListAsync()).ToDictionary(s => sheets[s.Id], Text);
    }

    /// <summary>Does something to the record and keeps it.</summary>
    /// <exception cref="RuleBrokenException">As the verb.</exception>
    public Task<T> Change<T>(Func<MemberRecord, T> verb) => Write((record, head) =>
    {
        var result = verb(record);
        Keep(record, head);
        return Task.FromResult(result);
    });

    /// <summary>Keeps a reflection and its text: both or neither. Null, and no change, where there is none to change.</summary>
    /// <param name="verb">Begins or changes a reflection, and names it.</param>
    /// <param name="text">Markdown that can be rendered.</param>
    /// <exception cref="RuleBrokenException">As the verb.</exception>
    public Task<Id<Reflection>?> Reflect(Func<MemberRecord, Id<Reflection>?> verb, string text) => Write(async (record, head) =>
    {
        if (verb(record) is not { } id) return (Id<Reflection>?)null;
        Keep(record, head);
        var sheet = db.Seals.SheetOf(id);
        Put(sheet, Encoding.UTF8.GetBytes(text), await db.RecordSheets.SingleOrDefaultAsync(s => s.Id == sheet));
        return id;
    });

    /// <summary>A reflection goes, and its text with it. False where there is none.</summary>
    public Task<bool> Forget(Id<Reflection> id) => Write(async (record, head) =>
    {
        if (!record.Remove(id)) return false;
        Keep(record, head);
        await Drop([db.Seals.SheetOf(id)]);
        return true;
    });

    /// <summary>Everything goes: nothing is left of the record, not even that there was one.</summary>
    public Task Erase() => Write(async (record, _) =>
    {
        await Drop([Head, .. record.Reflections.Select(r => db.Seals.SheetOf(r.Id))]);
        return true;
    });

    // The row of the record itself is held, not the member's: a mark that a lock leaves there would say who changed a record when.
    async Task<T> Write<T>(Func<MemberRecord, RecordSheet?, Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await db.Write(async () =>
                {
                    var name = Head;
                    await db.Lock("RecordSheets", name);
                    var head = await db.RecordSheets.SingleOrDefaultAsync(s => s.Id == name);
                    return await work(head is null ? new MemberRecord() : Read(head), head);
                });
            }
            catch (DbUpdateException) when (tries < 5)
            {
                // The first entries of a record at once: there was no row yet to hold.
            }
        }
    }

    void Keep(MemberRecord record, RecordSheet? head)
    {
        var form = RecordForm.Write(record);
        // What says the same as before is not sealed anew: two copies of the database would show that somebody was here.
        if (head is not null && form.AsSpan().SequenceEqual(Open(head))) return;
        if (!record.IsEmpty) Put(Head, form, head);
        else if (head is not null) db.RecordSheets.Remove(head);
    }

    /// <param name="there">The sheet as it was when what is written now was read. It is not looked for again: one that came meanwhile would be written over.</param>
    void Put(Guid name, byte[] plain, RecordSheet? there)
    {
        var content = db.Seals.SealSheet(name, Padding.Pad(plain));
        if (there is not null) there.Rewrite(content);
        else db.RecordSheets.Add(new RecordSheet(name, content));
    }

    Task<int> Drop(Guid[] names) => db.RecordSheets.Where(s => EF.Parameter(names).Contains(s.Id)).ExecuteDeleteAsync();

    Task<RecordSheet?> Find(Guid name) => db.RecordSheets.AsNoTracking().SingleOrDefaultAsync(s => s.Id == name);

    MemberRecord Read(RecordSheet head) => RecordForm.Read(Open(head));

    string Text(RecordSheet sheet) => Encoding.UTF8.GetString(Open(sheet));

    byte[] Open(RecordSheet sheet) => Padding.Strip(db.Seals.OpenSheet(sheet.Id, sheet.Sealed));
}
