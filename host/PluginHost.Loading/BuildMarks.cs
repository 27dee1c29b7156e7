using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PluginHost.Loading;

/// <summary>
/// What tells one build of an assembly from another though both do the same: time stamp, checksum, the module's id, and the
/// ids of its symbols, which change with every assembly that was referenced. Without them, a plugin is known by its own code.
/// </summary>
internal static class BuildMarks
{
    private const int CoffTimeStamp = 4, CoffTimeStampSize = 4, OptionalChecksum = 64, ChecksumSize = 4, GuidSize = 16;

    /// <summary>Writes zeros over them; a file that is no assembly stays as it is.</summary>
    public static void Erase(byte[] file)
    {
        foreach (var (start, length) in Find(file))
        {
            file.AsSpan(start, length).Clear();
        }
    }

    private static List<(int Start, int Length)> Find(byte[] file)
    {
        using var pe = new PEReader(ImmutableArray.Create(file));
        try
        {
            if (!pe.HasMetadata || pe.PEHeaders.PEHeader is not { } header)
            {
                return [];
            }

            var headers = pe.PEHeaders;
            var metadata = pe.GetMetadataReader();
            int mvid = metadata.GetHeapOffset(metadata.GetModuleDefinition().Mvid);
            var marks = new List<(int, int)>
            {
                (headers.CoffHeaderStartOffset + CoffTimeStamp, CoffTimeStampSize),
                (headers.PEHeaderStartOffset + OptionalChecksum, ChecksumSize),
                (headers.MetadataStartOffset + metadata.GetHeapMetadataOffset(HeapIndex.Guid) + ((mvid - 1) * GuidSize), GuidSize),
            };
            if (headers.TryGetDirectoryOffset(header.DebugTableDirectory, out int table))
            {
                marks.Add((table, header.DebugTableDirectory.Size));
                marks.AddRange(pe.ReadDebugDirectory().Where(entry => entry.DataSize > 0).Select(entry => (entry.DataPointer, entry.DataSize)));
            }

            return marks;
        }
        catch (BadImageFormatException)
        {
            return [];
        }
    }
}
