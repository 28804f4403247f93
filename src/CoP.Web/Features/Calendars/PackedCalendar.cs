using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace CoP.Web.Features.Calendars;

/// <summary>A calendar as nearly every program takes it: packed. Whoever does not gets it unpacked, which is faster than making it.</summary>
/// <param name="Hash">SHA-256 of the calendar before it was packed.</param>
/// <param name="Bytes">The calendar, packed with gzip.</param>
/// <param name="Length">How long it was before.</param>
public sealed record PackedCalendar(byte[] Hash, byte[] Bytes, long Length)
{
    /// <summary>Packs a calendar while it is being written: it is never there as a whole otherwise.</summary>
    public static PackedCalendar Of(Action<IBufferWriter<byte>> write)
    {
        using var packing = new Packing();
        write(packing);
        return packing.Close();
    }

    /// <summary>Writes it as it was before it was packed.</summary>
    public async Task UnpackTo(Stream stream, CancellationToken cancel)
    {
        await using var gzip = new GZipStream(new MemoryStream(Bytes), CompressionMode.Decompress);
        await gzip.CopyToAsync(stream, cancel);
    }

    sealed class Packing : IBufferWriter<byte>, IDisposable
    {
        readonly byte[] chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        readonly MemoryStream packed = new();
        readonly GZipStream gzip;
        long length;

        public Packing() => gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);

        public void Advance(int count)
        {
            hash.AppendData(chunk, 0, count);
            gzip.Write(chunk, 0, count);
            length += count;
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => sizeHint <= chunk.Length ? chunk : throw new ArgumentOutOfRangeException(nameof(sizeHint));

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public PackedCalendar Close()
        {
            gzip.Dispose();
            return new(hash.GetHashAndReset(), packed.ToArray(), length);
        }

        public void Dispose()
        {
            gzip.Dispose();
            packed.Dispose();
            hash.Dispose();
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}

/// <summary>
/// Packed calendars that were made lately, by what is in them: one that is found by its hash is right whatever has changed since, and on every node. Whether
/// it is still somebody's calendar is not this one's to say.
/// </summary>
public sealed class PackedCalendars : IDisposable
{
    /// <summary>Some thousands of usual calendars, or a hundred of a thousand events each.</summary>
    const long Room = 8 * 1024 * 1024;

    readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = Room });

    public PackedCalendar? Find(byte[] hash) => kept.Get<PackedCalendar>(Convert.ToHexStringLower(hash));

    public void Keep(PackedCalendar calendar) =>
        kept.Set(Convert.ToHexStringLower(calendar.Hash), calendar, new MemoryCacheEntryOptions { Size = calendar.Bytes.Length + 512, SlidingExpiration = TimeSpan.FromDays(1) });

    public void Dispose() => kept.Dispose();
}
