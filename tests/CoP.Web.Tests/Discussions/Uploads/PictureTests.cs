using System.Text;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions.Uploads;
using SkiaSharp;

namespace CoP.Web.Tests.Discussions.Uploads;

public sealed class PictureTests : IDisposable
{
    readonly Pictures pictures = new();

    public void Dispose() => pictures.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, UploadKind.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg, UploadKind.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp, UploadKind.WebP)]
    public async Task Each_format_stays_what_it_is(SKEncodedImageFormat format, UploadKind kind)
    {
        var bytes = Files.Picture(format);
        Assert.Equal(kind, Pictures.KindOf(bytes));
        var picture = await pictures.Remake(kind, bytes, "x");
        Assert.Equal((kind, 40, 20), (picture.Kind, picture.Width, picture.Height));
        Assert.Equal(kind, Pictures.KindOf(picture.Bytes));
        IsBlueAt(picture, 3, 3);
        IsRedAt(picture, 37, 17);
    }

    [Fact]
    public async Task Where_a_photograph_was_taken_is_gone()
    {
        var photograph = Files.Photograph(1);
        // So that the test looks for what is there.
        Assert.True(Holds(photograph, "HarborCam"u8) && Holds(photograph, "Exif"u8));
        var picture = await pictures.Remake(UploadKind.Jpeg, photograph, "x");
        Assert.False(Holds(picture.Bytes, "HarborCam"u8) || Holds(picture.Bytes, "Exif"u8) || Holds(picture.Bytes, [0xFF, 0xE1]));
    }

    [Fact]
    public async Task What_hides_behind_a_picture_is_gone()
    {
        foreach (var format in (SKEncodedImageFormat[])[SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp])
        {
            byte[] polyglot = [.. Files.Picture(format), .. "<script>alert(1)</script>%PDF-1.4 %%EOF"u8];
            var picture = await pictures.Remake(Pictures.KindOf(polyglot)!.Value, polyglot, "x");
            Assert.False(Holds(picture.Bytes, "script"u8));
        }
    }

    // Where the blue quarter ends up; as the camera was held, the picture lies 40 by 20 with it at the upper left.
    [Theory]
    [InlineData(1, 40, 20, 3, 3)]
    [InlineData(2, 40, 20, 37, 3)]
    [InlineData(3, 40, 20, 37, 17)]
    [InlineData(4, 40, 20, 3, 17)]
    [InlineData(5, 20, 40, 3, 3)]
    [InlineData(6, 20, 40, 17, 3)]
    [InlineData(7, 20, 40, 17, 37)]
    [InlineData(8, 20, 40, 3, 37)]
    public async Task A_photograph_stands_upright(int orientation, int width, int height, int blueX, int blueY)
    {
        var picture = await pictures.Remake(UploadKind.Jpeg, Files.Photograph(orientation), "x");
        Assert.Equal((width, height), (picture.Width, picture.Height));
        IsBlueAt(picture, blueX, blueY);
        foreach (var (x, y) in ((int, int)[])[(3, 3), (width - 3, 3), (3, height - 3), (width - 3, height - 3)])
            if ((x, y) != (blueX, blueY)) IsRedAt(picture, x, y);
    }

    [Theory]
    [InlineData(5000, 2500, 2400, 1200)]
    [InlineData(1000, 4800, 500, 2400)]
    [InlineData(2400, 2400, 2400, 2400)]
    [InlineData(9000, 2, 2400, 1)]
    public async Task A_large_picture_is_made_smaller(int width, int height, int keptWidth, int keptHeight)
    {
        foreach (var format in (SKEncodedImageFormat[])[SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp])
        {
            var bytes = Files.Picture(format, width, height);
            var picture = await pictures.Remake(Pictures.KindOf(bytes)!.Value, bytes, "x");
            Assert.Equal((keptWidth, keptHeight), (picture.Width, picture.Height));
            if (height < 10) continue;
            IsBlueAt(picture, 3, 3);
            IsRedAt(picture, picture.Width - 3, picture.Height - 3);
        }
    }

    [Fact]
    public async Task A_small_file_of_very_many_pixels_is_refused_before_it_is_opened()
    {
        var before = Environment.WorkingSet;
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => pictures.Remake(UploadKind.Png, Files.Bomb(30_000, 30_000), "bomb.png"));
        Assert.Equal("upload.pixels", refused.Key);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 500_000_000);
    }

    [Fact]
    public async Task What_only_begins_as_a_picture_is_refused()
    {
        foreach (var bytes in (byte[][])[Files.Png()[..40], [.. Files.Png()[..8], .. "<svg onload=alert(1)>"u8], [0xFF, 0xD8, 0xFF, .. "<html>"u8], [.. "RIFF\0\0\0\0WEBP"u8, .. "<script>"u8], Files.Picture(SKEncodedImageFormat.Jpeg, 400, 400)[..700]])
        {
            var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => pictures.Remake(Pictures.KindOf(bytes)!.Value, bytes, "x"));
            Assert.Equal("upload.broken", refused.Key);
        }
    }

    [Fact]
    public void Nothing_else_is_a_picture()
    {
        foreach (var text in (string[])["<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "GIF89a", "BM", "II*\0", "\0\0\0\u0018ftypheic", "%!PS", " %PDF-1.4", "PK\u0003\u0004", "", "\u00ff"])
            Assert.Null(Pictures.KindOf(Encoding.UTF8.GetBytes(text)));
    }

    static bool Holds(byte[] bytes, ReadOnlySpan<byte> what) => bytes.AsSpan().IndexOf(what) >= 0;

    static void IsBlueAt(Picture picture, int x, int y) => Assert.True(At(picture, x, y) is { Blue: > 180, Red: < 80 }, $"({x}, {y}) is {At(picture, x, y)}.");

    static void IsRedAt(Picture picture, int x, int y) => Assert.True(At(picture, x, y) is { Red: > 180, Blue: < 80 }, $"({x}, {y}) is {At(picture, x, y)}.");

    static SKColor At(Picture picture, int x, int y)
    {
        using var bitmap = SKBitmap.Decode(picture.Bytes);
        return bitmap.GetPixel(x, y);
    }
}
