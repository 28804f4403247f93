using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.ByMail;

/// <summary>
/// The address in a letter at which a reader is told no more of one discussion. It names the reader as the letter did: who was written to as an
/// anonymous author is silent as that alias, and no row and no address ties them to the discussion.
/// </summary>
public sealed class MuteLinks(IDataProtectionProvider protection, SiteAddress site, IStringLocalizer<MuteText> texts)
{
    readonly AddressNotes notes = new(protection, "CoP.Discussions.Mute");

    /// <param name="recipient">The member, or the alias, to whom the letter goes.</param>
    /// <param name="thread">Which discussion.</param>
    /// <param name="level">How closely they go along from then on.</param>
    public string PathFor(Guid recipient, Id<Thread> thread, FollowLevel level = FollowLevel.Mute) => Path(notes.Write(new Id<Member>(recipient).ToString(), thread.ToString(), level.ToString()));

    public static string Path(string token) => "/mute/" + token;

    public Block For(Guid recipient, Id<Thread> thread) => new Block.Links((texts["letter.mute"].Value, site.To(PathFor(recipient, thread))));

    /// <summary>What a token says; null where it is not one of ours.</summary>
    public MuteNote? Read(string token) =>
        notes.Read(token) is [var who, var what, var how] && Id<Member>.TryParse(who, null, out var recipient) && Id<Thread>.TryParse(what, null, out var thread) && Enum.TryParse<FollowLevel>(how, out var level)
            ? new MuteNote(recipient.Value, thread, level) : null;
}

/// <summary>How closely a reader, named as a letter names them, is to go along with a discussion.</summary>
public sealed record MuteNote(Guid Recipient, Id<Thread> Thread, FollowLevel Level);

/// <summary>How closely the reader of a letter goes along with what it is about.</summary>
public sealed class MuteByMail(CopDb db, Anonymity anonymity, TimeProvider clock)
{
    /// <summary>Whether its reader may still see the discussion, and it goes on; null where they may not, or are a member no more.</summary>
    public async Task<bool?> GoesOn(MuteNote note) =>
        await Reader(note) is { } reader && await db.Threads.AsNoTracking().VisibleTo(db, reader).SingleOrDefaultAsync(t => t.Id == note.Thread) is { } thread ? thread is { TakenBackAt: null, RemovedAt: null } : null;

    /// <summary>Does what the note says, and tells what was so before; null as above.</summary>
    public Task<FollowLevel?> Do(MuteNote note) => db.Write(async () =>
    {
        if (await Reader(note) is not { } reader || await db.Threads.ForUpdate(note.Thread, threads => threads.VisibleTo(db, reader)) is not { } thread) return null;
        var before = FollowLevel.Normal;
        if (await db.Aliases.ForUpdate(new Id<Alias>(note.Recipient)) is { } alias)
        {
            before = alias.Level;
            alias.Choose(note.Level);
        }
        else
        {
            await db.Follow(thread, await anonymity.WriterIn(db, note.Thread, reader.Id), clock.Now(), level =>
            {
                before = level;
                return note.Level;
            });
        }
        return (FollowLevel?)before;
    });

    async Task<Viewer?> Reader(MuteNote note) => (await CurrentMember.Find(db, await anonymity.Owner(db, new Id<Alias>(note.Recipient)) ?? new Id<Member>(note.Recipient)))?.Viewer;
}
