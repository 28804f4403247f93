using System.Buffers.Binary;
using System.IO.Compression;
using CoP.Domain.Records;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Record;

/// <summary>Makes what stands on a sheet one of a few lengths, so that its size tells next to nothing of how much it is.</summary>
static class Padding
{
    const int Ahead = 4;

    /// <summary>The shortest sheet, sealed: a row of it fits one page of either database.</summary>
    public const int Smallest = 3840;

    /// <summary>Packed tightly and filled up: the shortest of its kind that holds it, each four times as long as the one before.</summary>
    /// <exception cref="RuleBrokenException"><c>record.large</c>: the longest does not hold it.</exception>
    public static byte[] Pad(byte[] plain)
    {
        using var packed = new MemoryStream();
        packed.Write(stackalloc byte[Ahead]);
        using (var tight = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) tight.Write(plain);
        var length = Smallest - SealedBox.Overhead;
        while (length < packed.Length) length = 4 * (length + SealedBox.Overhead) - SealedBox.Overhead;
        if (length + SealedBox.Overhead > RecordSheet.SealedLimit) throw new RuleBrokenException("record.large");
        var padded = new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(padded, (int)packed.Length - Ahead);
        packed.ToArray().AsSpan(Ahead).CopyTo(padded.AsSpan(Ahead));
        return padded;
    }

    /// <summary>What was padded.</summary>
    public static byte[] Strip(byte[] padded)
    {
        using var tight = new BrotliStream(new MemoryStream(padded, Ahead, BinaryPrimitives.ReadInt32BigEndian(padded)), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        tight.CopyTo(plain);
        return plain.ToArray();
    }
}
