using CoP.Domain.Discussions;
using SkiaSharp;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>A picture as it is kept, with its size in pixels.</summary>
public sealed record Picture(UploadKind Kind, byte[] Bytes, int Width, int Height);

/// <summary>
/// Makes pictures anew: decoded, turned upright, made small enough, encoded. Of the file that came nothing remains but what
/// is seen, so neither where a photograph was taken nor anything hidden in the file goes on.
/// </summary>
public sealed class Pictures : IDisposable
{
    /// <summary>Longest side of what is kept, in pixels.</summary>
    public const int Side = 2400;

    /// <summary>Most pixels that are decoded: what the largest telephones take. A small file can claim any number of them.</summary>
    public const int MostPixels = 50_000_000;

    static readonly SKSamplingOptions smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    // A large one takes 200 MB for a moment, so one at a time.
    readonly SemaphoreSlim bench = new(1, 1);

    /// <summary>What a file is, by how it begins; null where it is none of what is taken.</summary>
    public static UploadKind? KindOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? UploadKind.Png
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? UploadKind.Jpeg
        : bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? UploadKind.WebP
        : bytes.StartsWith("%PDF-"u8) ? UploadKind.Pdf
        : null;

    /// <summary>The picture made anew.</summary>
    /// <exception cref="RuleBrokenException"><c>upload.broken</c>: it cannot be read; <c>upload.pixels</c>: it has too many pixels. Both speak of <paramref name="name"/>.</exception>
    public async Task<Picture> Remake(UploadKind kind, byte[] bytes, string name)
    {
        await bench.WaitAsync();
        try
        {
            return await Task.Run(() => Made(kind, bytes, name));
        }
        finally
        {
            bench.Release();
        }
    }

    public void Dispose() => bench.Dispose();

    static Picture Made(UploadKind kind, byte[] bytes, string name)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != FormatOf(kind)) throw new RuleBrokenException("upload.broken", name);
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels) throw new RuleBrokenException("upload.pixels", name, MostPixels / 1_000_000);
        using var upright = Upright(codec) ?? throw new RuleBrokenException("upload.broken", name);
        var encoded = Encoded(upright, kind);
        if (encoded.Length <= Upload.PictureLimit) return new(kind, encoded, upright.Width, upright.Height);
        // A photograph kept as PNG: the same picture, a tenth of the size.
        return new(UploadKind.WebP, Encoded(upright, UploadKind.WebP), upright.Width, upright.Height);
    }

    static SKBitmap? Upright(SKCodec codec)
    {
        using var drawn = Decoded(codec);
        if (drawn is null) return null;
        var shrink = Math.Min(1f, (float)Side / Math.Max(drawn.Width, drawn.Height));
        var (width, height) = (Math.Max(1, (int)MathF.Round(drawn.Width * shrink)), Math.Max(1, (int)MathF.Round(drawn.Height * shrink)));
        var origin = codec.EncodedOrigin;
        var lying = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var upright = new SKBitmap(drawn.Info.WithSize(lying ? height : width, lying ? width : height));
        upright.Erase(SKColors.Transparent);
        using var canvas = new SKCanvas(upright);
        using var image = SKImage.FromBitmap(drawn);
        canvas.Concat(Turn(origin, width, height));
        canvas.DrawImage(image, new SKRect(0, 0, width, height), smooth);
        return upright;
    }

    // A large photograph is decoded at a fraction of its size where the format can.
    static SKBitmap? Decoded(SKCodec codec)
    {
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)Side / Math.Max(codec.Info.Width, codec.Info.Height)));
        // A fraction that falls short of what is kept would blur it.
        if (Math.Max(size.Width, size.Height) < Math.Min(Side, Math.Max(codec.Info.Width, codec.Info.Height))) size = codec.Info.Size;
        var opaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        // A cut file shows what there is of it only where it is nearly all; half a picture is a mistake somebody wants to hear of.
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        return null;
    }

    // What brings a picture of this width and height, stored as the camera was held, upright (EXIF 2.32, tag Orientation).
    static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    static byte[] Encoded(SKBitmap bitmap, UploadKind kind)
    {
        using var data = bitmap.Encode(FormatOf(kind), 85) ?? throw new InvalidOperationException($"The picture could not be written as {kind}.");
        return data.ToArray();
    }

    static SKEncodedImageFormat FormatOf(UploadKind kind) => kind switch
    {
        UploadKind.Png => SKEncodedImageFormat.Png,
        UploadKind.Jpeg => SKEncodedImageFormat.Jpeg,
        _ => SKEncodedImageFormat.Webp,
    };
}
