using System.Security.Cryptography;
using CoP.Web.Hosting;
using CoP.Web.Operations;
using CoP.Web.Operations.Backups;

namespace CoP.Web.Tests.Operations;

public sealed class SealedArchiveTests
{
    const int whole = SealedArchive.Piece + SealedArchive.Tag;
    static readonly KeyEncryptionKey key = new(RandomNumberGenerator.GetBytes(32));

    [Theory]
    [InlineData(0), InlineData(1), InlineData(SealedArchive.Piece - 1), InlineData(SealedArchive.Piece), InlineData(SealedArchive.Piece + 1), InlineData(5 * SealedArchive.Piece), InlineData(300_001)]
    public void What_was_sealed_opens(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(plain, Open(Sealed(plain)));
    }

    [Fact]
    public void The_same_sealed_twice_is_not_the_same() => Assert.NotEqual(Sealed(new byte[100]), Sealed(new byte[100]));

    [Fact]
    public void Nothing_of_it_can_be_read()
    {
        var plain = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("lived experience ", 20_000)));
        Assert.Equal(-1, Sealed(plain).AsSpan().IndexOf("lived"u8));
    }

    [Fact]
    public void Another_key_is_named()
    {
        var other = new KeyEncryptionKey(RandomNumberGenerator.GetBytes(32));
        var refused = Assert.Throws<CommandFailed>(() => Open(Sealed(new byte[10]), other));
        Assert.Contains(key.Id, refused.Message, StringComparison.Ordinal);
        Assert.Contains(other.Id, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_length_that_it_is_cut_off_at_is_refused()
    {
        var box = Sealed(RandomNumberGenerator.GetBytes(3 * SealedArchive.Piece));
        var head = SealedArchive.HeadLength;
        int[] cuts = [0, 1, head - 1, head, head + 1, head + 15, head + 16, head + whole - 1, head + whole, head + whole + 1, head + 2 * whole, box.Length - 1];
        foreach (var cut in cuts) Assert.Throws<CommandFailed>(() => Open(box[..cut]));
        Assert.Contains("cut off", Assert.Throws<CommandFailed>(() => Open(box[..(head + 2 * whole)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_never_finished_is_refused()
    {
        using var to = new MemoryStream();
        using (var seal = SealedArchive.Seal(to, key)) seal.Write(new byte[2 * SealedArchive.Piece]);
        Assert.Contains("cut off", Assert.Throws<CommandFailed>(() => Open(to.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bit_counts()
    {
        var box = Sealed(RandomNumberGenerator.GetBytes(SealedArchive.Piece + 500));
        foreach (var at in Enumerable.Range(0, SealedArchive.HeadLength + 20).Concat([SealedArchive.HeadLength + whole - 1, SealedArchive.HeadLength + whole, box.Length - 1]))
        {
            var changed = box.ToArray();
            changed[at] ^= 1;
            Assert.Throws<CommandFailed>(() => Open(changed));
        }
    }

    [Fact]
    public void Pieces_that_changed_places_went_missing_or_came_twice_are_refused()
    {
        var box = Sealed(RandomNumberGenerator.GetBytes(4 * SealedArchive.Piece + 9));
        var head = box[..SealedArchive.HeadLength];
        var pieces = box[SealedArchive.HeadLength..].Chunk(whole).ToList();
        foreach (var order in (int[][])[[1, 0, 2, 3, 4], [0, 2, 3, 4], [0, 1, 1, 2, 3, 4], [0, 1, 2, 4], [0, 1, 2, 3, 4, 4], [4]])
            Assert.Throws<CommandFailed>(() => Open([.. head, .. order.SelectMany(i => pieces[i])]));
        Assert.Throws<CommandFailed>(() => Open([.. box, 0]));
        Assert.Throws<CommandFailed>(() => Open([.. box, .. new byte[whole]]));
    }

    [Fact]
    public void A_piece_of_another_backup_with_the_same_key_does_not_fit()
    {
        var (one, other) = (Sealed(new byte[3 * SealedArchive.Piece]), Sealed(new byte[3 * SealedArchive.Piece]));
        other.AsSpan(SealedArchive.HeadLength + whole, whole).CopyTo(one.AsSpan(SealedArchive.HeadLength + whole));
        Assert.Contains("was changed", Assert.Throws<CommandFailed>(() => Open(one)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_is_no_backup() => Assert.Contains("no backup", Assert.Throws<CommandFailed>(() => Open([.. "SQLite format 3"u8, .. new byte[1000]])).Message, StringComparison.Ordinal);

    static byte[] Sealed(byte[] plain)
    {
        using var to = new MemoryStream();
        using (var seal = SealedArchive.Seal(to, key))
        {
            // In bits of an odd size, as they come.
            foreach (var some in plain.Chunk(7001)) seal.Write(some);
            seal.Finish();
        }
        return to.ToArray();
    }

    static byte[] Open(byte[] box, KeyEncryptionKey? with = null)
    {
        using var opened = new MemoryStream();
        using var reader = SealedArchive.Open(new MemoryStream(box), with ?? key);
        reader.CopyTo(opened);
        return opened.ToArray();
    }
}
