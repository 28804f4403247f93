using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SkiaSharp;

namespace CoP.Web.Tests.Discussions.Uploads;

/// <summary>Files to send, honest ones and others.</summary>
public static class Files
{
    /// <summary>A picture, red but for its upper left quarter, which is blue.</summary>
    public static byte[] Picture(SKEncodedImageFormat format, int width = 40, int height = 20)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Red);
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { Color = SKColors.Blue })
            canvas.DrawRect(0, 0, width / 2f, height / 2f, paint);
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    public static byte[] Png(int width = 40, int height = 20) => Picture(SKEncodedImageFormat.Png, width, height);

    public static byte[] Pdf(string text = "Plan") => Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% {text}\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    /// <summary>A photograph as a telephone takes it: where it was, with which camera, and how it was held.</summary>
    public static byte[] Photograph(int orientation, int width = 40, int height = 20)
    {
        var jpeg = Picture(SKEncodedImageFormat.Jpeg, width, height);
        var exif = Exif(orientation);
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    // TIFF as EXIF 2.32 has it: orientation, the camera's name, and 42° 21' N in the directory of places.
    static byte[] Exif(int orientation)
    {
        using var tiff = new MemoryStream();
        void Short(int value) => tiff.Write([(byte)(value >> 8), (byte)value]);
        void Long(int value)
        {
            Short(value >> 16);
            Short(value & 0xFFFF);
        }

        void Entry(int tag, int type, int count, int value)
        {
            Short(tag);
            Short(type);
            Long(count);
            if (type == 3) value <<= 16;
            Long(value);
        }

        tiff.Write("MM"u8);
        Short(42);
        Long(8);
        Short(3);
        Entry(0x010F, 2, 12, 100);
        Entry(0x0112, 3, 1, orientation);
        Entry(0x8825, 4, 1, 50);
        Long(0);
        Short(2);
        Entry(0x0001, 2, 2, 'N' << 24);
        Entry(0x0002, 5, 3, 112);
        Long(0);
        while (tiff.Length < 100) tiff.WriteByte(0);
        tiff.Write("HarborCam 7\0"u8);
        foreach (var (part, of) in ((int, int)[])[(42, 1), (21, 1), (1234, 100)])
        {
            Long(part);
            Long(of);
        }

        return [.. "Exif\0\0"u8, .. tiff.ToArray()];
    }

    /// <summary>A few hundred bytes that say they are as many pixels as one likes.</summary>
    public static byte[] Bomb(int width, int height)
    {
        static byte[] Chunk(string type, byte[] data)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
            var chunk = new byte[body.Length + 8];
            BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
            body.CopyTo(chunk, 4);
            BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(body));
            return chunk;
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(new byte[1_000_000]);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    /// <summary>Sends a file as the script of the page does.</summary>
    public static async Task<Page> SendFile(this Visitor visitor, byte[] bytes, string name = "holiday.png", string type = "image/png")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/uploads");
        request.Headers.Accept.Add(new("application/json"));
        request.Content = Form([("__RequestVerificationToken", await visitor.Token())], "file", (name, type, bytes));
        return await visitor.First(request);
    }

    /// <summary>Sends a file that is taken.</summary>
    public static async Task<Sent> Upload(this Visitor visitor, byte[] bytes, string name = "holiday.png", string type = "image/png")
    {
        var page = (await visitor.SendFile(bytes, name, type)).Is(HttpStatusCode.Created);
        var answer = JsonDocument.Parse(page.Body).RootElement;
        return new(answer.GetProperty("id").GetString()!, answer.GetProperty("markdown").GetString()!);
    }

    /// <summary>A form with files, as a browser without script sends it.</summary>
    public static MultipartFormDataContent Form(IEnumerable<(string Name, string Value)> fields, string field, params (string Name, string Type, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), $"\"{name}\"");
        foreach (var (name, type, bytes) in files)
            form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } }, $"\"{field}\"", $"\"{name}\"");
        return form;
    }
}

public sealed record Sent(string Id, string Markdown)
{
    public string Address => "/uploads/" + Id;
}
