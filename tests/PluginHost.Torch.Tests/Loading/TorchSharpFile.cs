using System.Buffers.Binary;
using System.Text;

namespace PluginHost.Torch.Tests.Loading;

/// <summary>TorchSharp's library for Linux as its package has it, and the places in it that tests damage.</summary>
internal static class TorchSharpFile
{
    internal const uint Relocations = 4, Symbols = 11, VersionNeeds = 0x6ffffffe, SymbolVersions = 0x6fffffff;
    private const string InPackage = "runtimes/linux-x64/native/libLibTorchSharp.so";

    /// <summary>The file beside the tests, else the one in the folder of NuGet's packages.</summary>
    internal static string Find()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, InPackage),
            Path.Combine(packages, "torchsharp/0.107.0", InPackage),
        ];
        string? found = Array.Find(places, File.Exists);
        if (found is null && !OperatingSystem.IsLinux())
        {
            Assert.Skip("Programs built for another system do not get TorchSharp's library for Linux");
        }

        Assert.True(found is not null, $"TorchSharp's library is in none of: {string.Join(", ", places)}");
        return found!;
    }

    internal static byte[] Read() => File.ReadAllBytes(Find());

    /// <summary>Where the headers of the sections of a type lie.</summary>
    internal static int[] HeadersOf(byte[] file, uint type)
    {
        int table = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(0x28));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(0x3c));
        IEnumerable<int> headers = Enumerable.Range(0, count).Select(i => table + (i * 64));
        return [.. headers.Where(at => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4)) == type)];
    }

    /// <summary>Where the bytes of the first section of a type lie.</summary>
    internal static Range BytesOf(byte[] file, uint type)
    {
        int header = HeadersOf(file, type)[0];
        int start = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(header + 0x18));
        return start..(start + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(header + 0x20)));
    }

    /// <summary>Where a name (with the zero that ends it) stands among those of the symbols.</summary>
    internal static int NameAt(byte[] file, string name)
    {
        int at = file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name + '\0'));
        Assert.True(at > 0);
        return at;
    }
}
