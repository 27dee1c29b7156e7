using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using PluginHost.Torch.Errors;

namespace PluginHost.Torch.Loading;

/// <summary>
/// A shared library of 64-bit x86 Linux (format ELF: a header and a table of sections), read as far as the versions
/// that it needs go. Every read is checked: a damaged file ends in a <see cref="TorchException"/>.
/// </summary>
internal sealed class ElfFile
{
    private readonly byte[] _bytes;
    private readonly string _name;
    private readonly Section[] _sections;
    private readonly Section _symbols, _symbolVersions, _needs, _names;

    /// <summary>Changes go into the same bytes; <paramref name="name"/> stands in the messages of errors.</summary>
    internal ElfFile(byte[] bytes, string name)
    {
        _bytes = bytes;
        _name = name;
        _sections = ReadSections();
        _symbols = Only(SectionType.Symbols);
        _symbolVersions = Only(SectionType.SymbolVersions);
        _needs = Only(SectionType.VersionNeeds);
        Require(_symbols.Link < _sections.Length, "its symbols have no names");
        _names = _sections[(int)_symbols.Link];
        bool isOneEach = Table<ushort>(_symbolVersions).Length == Table<Symbol>(_symbols).Length;
        bool isTheirs = _symbolVersions.Link == Array.IndexOf(_sections, _symbols) && _needs.Link == _symbols.Link;
        Require(isOneEach && isTheirs, "its symbols, their versions and their names do not belong together");
        Needs = ReadNeeds();
    }

    private enum SectionType : uint { Relocations = 4, Symbols = 11, VersionNeeds = 0x6ffffffe, SymbolVersions }

    /// <summary>All versions that this file needs of other libraries.</summary>
    internal IReadOnlyList<VersionNeed> Needs { get; }

    /// <summary>The file's need of a version; refused where it is not listed exactly once, or has flags.</summary>
    internal VersionNeed Need(string library, string version)
    {
        VersionNeed[] found = [.. Needs.Where(need => need.Library == library && need.Version == version)];
        Require(found is [{ Flags: 0 }], $"it should need {version} of {library}, once and without flags");
        return found[0];
    }

    /// <summary>The numbers of the symbols that carry a version.</summary>
    internal int[] SymbolsOf(VersionNeed need)
    {
        // The highest bit hides a symbol from the linker; it is not part of the version's number.
        const int Hidden = 0x8000;
        ushort[] versions = Table<ushort>(_symbolVersions).ToArray();
        return [.. Enumerable.Range(0, versions.Length).Where(i => (versions[i] & ~Hidden) == need.Index)];
    }

    /// <summary>The function that alone carries a version; refused where it is another one, or not alone.</summary>
    internal int OnlyFunctionOf(VersionNeed need, string name)
    {
        int[] symbols = SymbolsOf(need);
        bool isAlone = symbols.Length == 1 && IsImportedFunction(symbols[0], name);
        Require(isAlone, $"only the function {name} should need {need.Version}; {symbols.Length} of its symbols do");
        return symbols[0];
    }

    /// <summary>Whether a symbol is a function (or of no type) of this name that another library defines.</summary>
    internal bool IsImportedFunction(int symbol, string name)
    {
        const int NoType = 0, Function = 2, Undefined = 0;
        Symbol entry = Table<Symbol>(_symbols)[symbol];
        bool isFunction = (entry.Info & 0xf) is NoType or Function;
        return isFunction && entry.Section == Undefined && NameAt(entry.Name) == name;
    }

    /// <summary>Whether the file refers to a symbol; it can by relocations only, which the loader fills in.</summary>
    internal bool IsReferredTo(int symbol)
    {
        Section[] tables = [.. _sections.Where(
            section => section.Type == SectionType.Relocations && section.Link == _symbolVersions.Link)];
        Require(tables.Length is 1 or 2, $"it has {tables.Length} tables of relocations instead of one or two");
        return tables.Any(table => Table<Relocation>(table).ToArray().Any(entry => entry.Symbol == symbol));
    }

    /// <summary>Gives a symbol another version.</summary>
    internal void SetVersion(int symbol, VersionNeed need) => Table<ushort>(_symbolVersions)[symbol] = need.Index;

    /// <summary>Lets the loader go on where the library lacks a version (flag VER_FLG_WEAK).</summary>
    internal void LetBeMissing(VersionNeed need) => _bytes[need.FlagsAt] |= 2;

    /// <summary>Refuses the file where something does not hold, and says how to mend it.</summary>
    internal void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TorchException(
                $"{_name} cannot be prepared for a libstdc++ older than that of GCC 13: {otherwise}. "
                + $"If the file is damaged, restore its package again; else use {OlderLibstdcxx.NewerSystem}");
        }
    }

    private Section[] ReadSections()
    {
        const int HeaderSize = 64, Is64Bit = 2, IsLittleEndian = 1, SharedObject = 3, X86 = 62;
        Require(_bytes.Length >= HeaderSize, "it is too short for a shared library");
        Require(_bytes.AsSpan().StartsWith("\u007fELF"u8), "it is no ELF file, as libraries of Linux are");
        Require(_bytes[4] == Is64Bit && _bytes[5] == IsLittleEndian, "it is not 64-bit and little-endian");
        Require(Read<ushort>(0x10) == SharedObject, "it is no shared library");
        Require(Read<ushort>(0x12) == X86, "it is made for another processor than x86-64");

        int size = Unsafe.SizeOf<Section>();
        Require(Read<ushort>(0x3a) == size, "its table of sections has an unknown form");
        return [.. Inside<Section>(Read<ulong>(0x28), (ulong)(Read<ushort>(0x3c) * size))];
    }

    private Section Only(SectionType type)
    {
        Section[] found = Array.FindAll(_sections, section => section.Type == type);
        Require(found.Length == 1, $"it has {found.Length} tables of {type} instead of one");
        return found[0];
    }

    /// <summary>The file holds a chain of libraries, and for each of them a chain of versions.</summary>
    private List<VersionNeed> ReadNeeds()
    {
        var needs = new List<VersionNeed>();
        int most = Table<NeededVersion>(_needs).Length;
        foreach (int at in Chain((long)_needs.Offset))
        {
            var library = Read<NeededLibrary>(at);
            foreach (int versionAt in Chain((long)at + library.ToVersions))
            {
                // Entries that overlap could otherwise be read over and over for hours.
                Require(needs.Count < most, "its needed versions overlap");
                var version = Read<NeededVersion>(versionAt);
                int flagsAt = versionAt + sizeof(uint);
                needs.Add(new(NameAt(library.Name), NameAt(version.Name), version.Index, flagsAt, version.Flags));
            }
        }

        return needs;
    }

    /// <summary>Where the entries lie: each says how many bytes further on the next one is; 0 ends the chain.</summary>
    private IEnumerable<int> Chain(long at)
    {
        long end = (long)(_needs.Offset + _needs.Length);
        uint toNext;
        do
        {
            Require(at + Unsafe.SizeOf<NeededVersion>() <= end, "its needed versions are cut off");
            yield return (int)at;
            toNext = Read<NeededVersion>((int)at).ToNext;
            at += toNext;
        }
        while (toNext != 0);
    }

    private string NameAt(uint offset)
    {
        const int Longest = 255;
        ReadOnlySpan<byte> names = Table<byte>(_names);
        Require(offset < names.Length, "a name lies outside its table");
        ReadOnlySpan<byte> rest = names[(int)offset..];
        int length = rest[..Math.Min(rest.Length, Longest + 1)].IndexOf((byte)0);
        Require(length >= 0, "a name is longer than expected, or has no end");
        return Encoding.Latin1.GetString(rest[..length]);
    }

    private T Read<T>(int at)
        where T : unmanaged => Inside<T>((ulong)at, (ulong)Unsafe.SizeOf<T>())[0];

    private Span<T> Table<T>(Section section)
        where T : unmanaged => Inside<T>(section.Offset, section.Length);

    private Span<T> Inside<T>(ulong offset, ulong length)
        where T : unmanaged
    {
        ulong size = (ulong)_bytes.Length;
        Require(offset <= size && length <= size - offset, "a part of it lies outside the file, which may be cut off");
        return MemoryMarshal.Cast<byte, T>(_bytes.AsSpan((int)offset, (int)length));
    }

    // The entries as they lie in the file. NeededLibrary and NeededVersion both end in ToNext.
    private readonly record struct Section(
        uint Name, SectionType Type, ulong Flags, ulong Address, ulong Offset, ulong Length, uint Link, uint Info,
        ulong Alignment, ulong EntrySize);
    private readonly record struct Symbol(
        uint Name, byte Info, byte Visibility, ushort Section, ulong Value, ulong Size);
    private readonly record struct Relocation(ulong Place, uint Type, uint Symbol, long Addend);
    private readonly record struct NeededLibrary(ushort Form, ushort Count, uint Name, uint ToVersions, uint ToNext);
    private readonly record struct NeededVersion(uint Hash, ushort Flags, ushort Index, uint Name, uint ToNext);
}

/// <summary>
/// A need, as of GLIBCXX_3.4.32 (Version) of libstdc++.so.6 (Library). The file's symbols refer to it by its index.
/// Its flags are zero, unless the loader should treat it in a special way.
/// </summary>
internal sealed record VersionNeed(string Library, string Version, ushort Index, int FlagsAt, int Flags);
