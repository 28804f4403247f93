using System.Buffers.Binary;
using System.Security.Cryptography;
using CoP.Web.Hosting;

namespace CoP.Web.Operations.Backups;

/// <summary>
/// A file that only who holds the key can read, and that nobody can change, shorten or put together anew: AES-256-GCM in pieces of 64 KB, as in the STREAM
/// construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015). The nonce of a piece is its number and whether it is the last; every piece is bound to the head. The head is
/// a mark, the id of the key, and a salt out of which each file gets a key of its own.
/// </summary>
static class SealedArchive
{
    public const int Piece = 64 * 1024, Tag = 16, Salt = 32;
    public const string Purpose = "backups";

    /// <summary>The mark, with the version of the form.</summary>
    static ReadOnlySpan<byte> Mark => "CoP backup 1\n"u8;

    const int KeyId = 16;
    public static int HeadLength => Mark.Length + KeyId + Salt;

    /// <summary>A stream that seals what is written to it. What is not <see cref="Writer.Finish"/>ed does not open as a whole.</summary>
    public static Writer Seal(Stream to, KeyEncryptionKey key)
    {
        var head = new byte[HeadLength];
        Mark.CopyTo(head);
        System.Text.Encoding.ASCII.GetBytes(key.Id, head.AsSpan(Mark.Length, KeyId));
        RandomNumberGenerator.Fill(head.AsSpan(Mark.Length + KeyId));
        to.Write(head);
        return new Writer(to, head, KeyOf(key, head));
    }

    /// <summary>A stream of what was sealed.</summary>
    /// <exception cref="CommandFailed">It is none, of another version, or sealed with another key.</exception>
    public static Reader Open(Stream from, KeyEncryptionKey key)
    {
        var head = new byte[HeadLength];
        var length = from.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!head.AsSpan(0, Math.Min(length, Mark.Length)).SequenceEqual(Mark[..Math.Min(length, Mark.Length)]) || length == 0)
            throw new CommandFailed("This is no backup of this site, or of a version that this program does not know.");
        if (length < head.Length) throw new CommandFailed("The backup is cut off: it ends within its first line.");
        var with = System.Text.Encoding.ASCII.GetString(head, Mark.Length, KeyId);
        return with == key.Id
            ? new Reader(from, head, KeyOf(key, head))
            : throw new CommandFailed($"The backup was sealed with the key {Shown(with)}, and the settings hold the key {key.Id}. Set {KeyEncryptionKey.Setting} to the key of the site that made it.");
    }

    static byte[] KeyOf(KeyEncryptionKey key, byte[] head) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Derive(Purpose), 32, salt: head[^Salt..], info: "CoP backup"u8.ToArray());

    static string Shown(string id) => id.All(char.IsAsciiHexDigitLower) ? id : "(unreadable)";

    static void Nonce(Span<byte> nonce, long number, bool isLast)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[8..].Clear();
        nonce[11] = isLast ? (byte)1 : (byte)0;
    }

    /// <summary>Write-only.</summary>
    public sealed class Writer(Stream to, byte[] head, byte[] key) : OneWay
    {
        readonly AesGcm aes = new(key, Tag);
        readonly byte[] piece = new byte[Piece], box = new byte[Piece + Tag];
        int filled;
        long number;

        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (buffer.Length > 0)
            {
                // Held back until it is known that more comes: only then is it not the last.
                if (filled == Piece) Put(isLast: false);
                var some = Math.Min(buffer.Length, Piece - filled);
                buffer[..some].CopyTo(piece.AsSpan(filled));
                filled += some;
                buffer = buffer[some..];
            }
        }

        /// <summary>Nothing more comes.</summary>
        public void Finish() => Put(isLast: true);

        void Put(bool isLast)
        {
            Span<byte> nonce = stackalloc byte[12];
            Nonce(nonce, number++, isLast);
            aes.Encrypt(nonce, piece.AsSpan(0, filled), box.AsSpan(0, filled), box.AsSpan(filled, Tag), head);
            to.Write(box, 0, filled + Tag);
            filled = 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) aes.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Read-only. Hands out nothing that was not found to be as it was sealed, and ends without complaint only where it was finished.</summary>
    public sealed class Reader(Stream from, byte[] head, byte[] key) : OneWay
    {
        readonly AesGcm aes = new(key, Tag);
        readonly byte[] piece = new byte[Piece];
        byte[] box = new byte[Piece + Tag], next = new byte[Piece + Tag];
        int ahead = -1, given, held;
        long number;
        bool ended;

        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            while (given == held)
            {
                if (ended || buffer.Length == 0) return 0;
                Take();
            }

            var some = Math.Min(buffer.Length, held - given);
            piece.AsSpan(given, some).CopyTo(buffer);
            given += some;
            return some;
        }

        // One piece ahead: the last one is known by nothing coming after it.
        void Take()
        {
            if (ahead < 0) ahead = Fetch(box);
            var length = ahead;
            ahead = Fetch(next);
            if (length < Tag) throw Damaged("is cut off");
            var isLast = ahead == 0;
            if (!Opens(length, isLast))
                throw Damaged(!Opens(length, !isLast) ? "was changed, or its pieces stand in another order" : isLast ? "is cut off: what comes after this is missing" : "goes on after its end");
            (given, held, ended) = (0, length - Tag, isLast);
            number++;
            (box, next) = (next, box);
        }

        bool Opens(int length, bool isLast)
        {
            Span<byte> nonce = stackalloc byte[12];
            Nonce(nonce, number, isLast);
            try
            {
                aes.Decrypt(nonce, box.AsSpan(0, length - Tag), box.AsSpan(length - Tag, Tag), piece.AsSpan(0, length - Tag), head);
                return true;
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
        }

        int Fetch(byte[] into) => from.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);

        CommandFailed Damaged(string how) => new($"The backup cannot be used: it {how} (piece {number + 1}). Nothing was restored; take another one.");

        protected override void Dispose(bool disposing)
        {
            if (disposing) aes.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A stream that goes one way, and knows neither its length nor its place.</summary>
    public abstract class OneWay : Stream
    {
        public override bool CanRead => false;
        public override bool CanWrite => false;
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
