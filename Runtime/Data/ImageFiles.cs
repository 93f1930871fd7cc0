using System;
using System.Runtime.InteropServices;

namespace ArchGen.Runtime;

/// <summary>
/// PNG and JPEG images, decoded by the libraries that the machine has for everything else: libpng's and libjpeg-turbo's own interfaces (Debian's <c>libpng16-16</c> and <c>libturbojpeg0</c>).
/// </summary>
internal static class ImageFiles
{
    private const long MostPixels = 1 << 28;
    private const int Version = 1, Rgb = 2, Grey = 0; // of png_image
    private const int TurboRgb = 0, TurboGrey = 6, TurboCmyk = 11; // pixels
    private const int CmykColours = 3, TurboWarning = 0; // a file's colours, of which 4 (YCCK) are such too; an error's code
    private const string CutShort = "Premature end of JPEG file";

    private static readonly Lazy<IntPtr> s_png = new(() => Library("PNG", "libpng16-16", "libpng16.so.16", "libpng16.so", "libpng16.16.dylib", "libpng16.dylib", "libpng16.dll"));
    private static readonly Lazy<IntPtr> s_jpeg = new(() => Library("JPEG", "libturbojpeg0", "libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.0.dylib", "libturbojpeg.dylib", "turbojpeg.dll"));

    // png_image: a pointer, seven 32-bit numbers (version, width, height, format, flags, colours, problem), a message.
    private const int OfVersion = 0, OfWidth = 1, OfHeight = 2, OfFormat = 3, Numbers = 7, MessageLength = 64;

    private delegate int PngBegin(IntPtr image, IntPtr memory, nuint size);

    private delegate int PngFinish(IntPtr image, IntPtr background, byte[] pixels, int stride, IntPtr colours);

    private delegate void PngFree(IntPtr image);

    private delegate IntPtr TurboInit();

    private delegate int TurboHeader(IntPtr handle, byte[] bytes, CULong size, out int width, out int height, out int subsampling, out int colours);

    private delegate int TurboDecode(IntPtr handle, byte[] bytes, CULong size, byte[] pixels, int width, int pitch, int height, int format, int flags);

    private delegate IntPtr TurboError(IntPtr handle);

    private delegate int TurboErrorCode(IntPtr handle);

    private delegate int TurboDestroy(IntPtr handle);

    /// <summary>Decodes an image into one channel (grey) or three, pixel after pixel. Throws <see cref="FormatException"/> where it is damaged, <see cref="DatasetException"/> where a library is missing.</summary>
    public static ImageDataset Decode(byte[] bytes, int channels)
    {
        var (pixels, width, height) = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? Png(bytes, channels)
            : bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? Jpeg(bytes, channels)
            : throw new FormatException("it is neither a PNG nor a JPEG image");
        return new ImageDataset(NpzImages.ChannelsFirst(pixels, 1, width * height, channels), [0], channels, height, width, []);
    }

    // libpng keeps the addresses of the structure and of the file's bytes from one call to the next.
    private static (byte[] Pixels, int Width, int Height) Png(byte[] bytes, int channels)
    {
        var size = IntPtr.Size + 4 * Numbers + MessageLength;
        var image = Marshal.AllocHGlobal(size + 3);
        var pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            Marshal.Copy(new byte[size + 3], 0, image, size + 3);
            Marshal.WriteInt32(image, Place(OfVersion), Version);
            if (Function<PngBegin>(s_png.Value, "png_image_begin_read_from_memory")(image, pinned.AddrOfPinnedObject(), (nuint)bytes.Length) == 0)
                throw new FormatException(Said());
            var (width, height) = (Marshal.ReadInt32(image, Place(OfWidth)), Marshal.ReadInt32(image, Place(OfHeight)));
            CheckSize((uint)width, (uint)height);
            Marshal.WriteInt32(image, Place(OfFormat), channels == 1 ? Grey : Rgb);
            var pixels = new byte[width * height * channels];
            // What shines through is black: the three bytes behind the structure.
            return Function<PngFinish>(s_png.Value, "png_image_finish_read")(image, image + size, pixels, width * channels, IntPtr.Zero) != 0 ? (pixels, width, height) : throw new FormatException(Said());
        }
        finally
        {
            Function<PngFree>(s_png.Value, "png_image_free")(image);
            pinned.Free();
            Marshal.FreeHGlobal(image);
        }

        static int Place(int number) => IntPtr.Size + 4 * number;

        string Said() => Marshal.PtrToStringAnsi(image + Place(Numbers)) ?? "it is no PNG image";
    }

    private static (byte[] Pixels, int Width, int Height) Jpeg(byte[] bytes, int channels)
    {
        var handle = Function<TurboInit>(s_jpeg.Value, "tjInitDecompress")();
        if (handle == IntPtr.Zero)
            throw new DatasetException("libturbojpeg couldn't be started.");
        try
        {
            var size = new CULong((nuint)bytes.Length);
            if (Function<TurboHeader>(s_jpeg.Value, "tjDecompressHeader3")(handle, bytes, size, out var width, out var height, out _, out var colours) != 0)
                throw new FormatException(Said());
            CheckSize((uint)width, (uint)height);
            var isCmyk = colours >= CmykColours;
            var (stored, form) = isCmyk ? (4, TurboCmyk) : channels == 1 ? (1, TurboGrey) : (3, TurboRgb);
            if ((long)width * height * stored > Array.MaxLength)
                throw new FormatException($"it has {width}×{height} pixels of {stored} colours, more than can be decoded at once");
            var pixels = new byte[width * height * stored];
            // A slightly damaged one, with a warning, is decoded as other programs do it; one that ends too early isn't.
            if (Function<TurboDecode>(s_jpeg.Value, "tjDecompress2")(handle, bytes, size, pixels, width, width * stored, height, form, 0) != 0
                && (Function<TurboErrorCode>(s_jpeg.Value, "tjGetErrorCode")(handle) != TurboWarning || Said().Contains(CutShort, StringComparison.Ordinal)))
                throw new FormatException(Said());
            return (isCmyk ? Printed(pixels, channels) : pixels, width, height);
        }
        finally
        {
            _ = Function<TurboDestroy>(s_jpeg.Value, "tjDestroy")(handle);
        }

        string Said() => Marshal.PtrToStringAnsi(Function<TurboError>(s_jpeg.Value, "tjGetErrorStr2")(handle)) ?? "it is no JPEG image";
    }

    // Cyan, magenta, yellow and black are stored the wrong way round, as Adobe's programs do: the rest of each colour, times that of black.
    private static byte[] Printed(byte[] inks, int channels)
    {
        var pixels = new byte[inks.Length / 4 * channels];
        Span<byte> colour = stackalloc byte[3];
        for (var at = 0; at < inks.Length / 4; at++)
        {
            for (var i = 0; i < 3; i++)
            {
                var part = (255 - inks[4 * at + i]) * inks[4 * at + 3] + 128;
                colour[i] = (byte)(inks[4 * at + 3] - (((part >> 8) + part) >> 8));
            }

            if (channels == 1)
                pixels[at] = (byte)((19595 * colour[0] + 38470 * colour[1] + 7471 * colour[2] + 0x8000) >> 16);
            else
                colour.CopyTo(pixels.AsSpan(3 * at));
        }

        return pixels;
    }

    private static void CheckSize(uint width, uint height)
    {
        if (width == 0 || height == 0 || (long)width * height > MostPixels)
            throw new FormatException($"it claims {width}×{height} pixels");
    }

    private static T Function<T>(IntPtr library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    private static IntPtr Library(string form, string package, params string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return library;
        }

        throw new DatasetException($"{form} images are decoded by {names[0]}, which isn't installed. Install it (Debian: `apt-get install {package}`).");
    }
}
