using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Records;
using CoP.Web.Hosting;

namespace CoP.Web.Data;

/// <summary>
/// What binds an anonymous post to its author, and a record to the member whose it is: ciphertext and tokens that only the running site can make or
/// read, with keys that no copy of the database holds.
/// </summary>
public sealed class Seals(KeyEncryptionKey key)
{
    readonly byte[] sealing = key.Derive("authors, sealed"), naming = key.Derive("authors, tokens"), veiling = key.Derive("authors, veils");
    readonly byte[] voicing = key.Derive("authors, voices"), placing = key.Derive("places in lists");
    readonly byte[] proposing = key.Derive("agendas, proposers"), supporting = key.Derive("agendas, supporters"), arriving = key.Derive("meetings, arrivals");
    readonly byte[] keeping = key.Derive("records, sealed"), filing = key.Derive("records, sheets");

    /// <summary>The member, sealed to one alias: moved to another it does not open.</summary>
    public byte[] Seal(Id<Alias> alias, Id<Member> author) => SealedBox.Seal(sealing, author.Value.ToByteArray(), alias.Value.ToByteArray());

    /// <exception cref="CryptographicException">It is not what was sealed to this alias, with this key.</exception>
    public Id<Member> Open(Id<Alias> alias, byte[] box) => new(new Guid(SealedBox.Open(sealing, box, alias.Value.ToByteArray())));

    /// <summary>Finds a member's alias in a discussion.</summary>
    public Guid TokenOf(Id<Thread> thread, Id<Member> author) => Token(naming, thread.Value, author.Value);

    /// <summary>
    /// Stands for a member who says yes, or "thank you", in a discussion: the same under whichever name they write there, and another than the token
    /// that finds their alias, so that no row ties the two names.
    /// </summary>
    public Guid VoiceOf(Id<Thread> thread, Id<Member> member) => Token(voicing, thread.Value, member.Value);

    /// <summary>Stands for a member from whom an anonymous discussion is kept.</summary>
    public Guid VeilOf(Id<Member> kept) => Token(veiling, kept.Value);

    /// <summary>A place in a list for an address, which would otherwise tell to the moment when something anonymous was written.</summary>
    public string Place(Instant at, Id<Thread> id)
    {
        Span<byte> plain = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(plain, at.ToUnixTimeTicks());
        id.Value.TryWriteBytes(plain[8..]);
        return Base64Url.EncodeToString(SealedBox.Seal(placing, plain));
    }

    /// <summary>The place that such a text stands for; null where it is none.</summary>
    public (Instant At, Id<Thread> Id)? Place(string? text)
    {
        Span<byte> box = stackalloc byte[24 + SealedBox.Overhead];
        if (text is not { Length: 70 } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, box, out var length) || length != box.Length) return null;
        try
        {
            var plain = SealedBox.Open(placing, box).AsSpan();
            return (Instant.FromUnixTimeTicks(BinaryPrimitives.ReadInt64BigEndian(plain)), new Id<Thread>(new Guid(plain[8..])));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Stands for the member who proposed an item of an agenda.</summary>
    public Guid ProposerOf(Id<AgendaItem> item, Id<Member> member) => Token(proposing, item.Value, member.Value);

    /// <summary>Stands for a member who supports an item of an agenda.</summary>
    public Guid SupporterOf(Id<AgendaItem> item, Id<Member> member) => Token(supporting, item.Value, member.Value);

    /// <summary>Stands for a member who is at a meeting.</summary>
    public Guid ArrivalOf(Id<QuarterlyMeeting> meeting, Id<Member> member) => Token(arriving, meeting.Value, member.Value);

    /// <summary>The name of the sheet that a member's own record begins with.</summary>
    public Guid SheetOf(Id<Member> member) => Token(filing, member.Value);

    /// <summary>The name of the sheet that holds the text of a reflection: in no address, so that no log leads to it.</summary>
    public Guid SheetOf(Id<Reflection> reflection) => Token(filing, reflection.Value);

    /// <summary>What stands on a sheet, sealed to its name: moved to another it does not open.</summary>
    public byte[] SealSheet(Guid sheet, ReadOnlySpan<byte> plain) => SealedBox.Seal(keeping, plain, sheet.ToByteArray());

    /// <exception cref="CryptographicException">It is not what was sealed to this name, with this key.</exception>
    public byte[] OpenSheet(Guid sheet, byte[] box) => SealedBox.Open(keeping, box, sheet.ToByteArray());

    static Guid Token(byte[] with, params ReadOnlySpan<Guid> of)
    {
        Span<byte> text = stackalloc byte[16 * of.Length], mac = stackalloc byte[32];
        for (var i = 0; i < of.Length; i++) of[i].TryWriteBytes(text[(16 * i)..]);
        HMACSHA256.HashData(with, text, mac);
        return new Guid(mac[..16]);
    }
}
