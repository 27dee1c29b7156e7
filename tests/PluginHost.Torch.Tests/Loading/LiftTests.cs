using System.Buffers.Binary;
using System.Text;
using PluginHost.Torch.Errors;
using PluginHost.Torch.Loading;

namespace PluginHost.Torch.Tests.Loading;

public sealed class LiftTests
{
    private const string StartStreams = "_ZSt21ios_base_library_initv", OfGcc13 = "GLIBCXX_3.4.32";
    private const string Wait = "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE", OfGcc12 = "GLIBCXX_3.4.30";
    private const string MakeCondition = "_ZNSt18condition_variableC1Ev", OfGcc4 = "GLIBCXX_3.4.11";

    [Fact]
    public void Three_bytes_of_the_library_change()
    {
        byte[] original = TorchSharpFile.Read();

        byte[] lifted = OlderLibstdcxx.Lift(original, "x.so");

        int versionOfWait = TorchSharpFile.BytesOf(original, TorchSharpFile.SymbolVersions).Start.Value
            + (2 * SymbolOf(original, OfGcc12));
        (int, int, int)[] expected =
        [
            // Of 30 versions that the symbols refer to, that of 3.4.30 is number 29, and that of 3.4.11 number 10.
            (versionOfWait, 29, 10),
            (NeedOf(original, OfGcc12).FlagsAt, 0, 2),
            (NeedOf(original, OfGcc13).FlagsAt, 0, 2),
        ];
        int[] changed = [.. Enumerable.Range(0, original.Length).Where(i => original[i] != lifted[i])];
        Assert.Equal(original.Length, lifted.Length);
        Assert.Equal(expected, changed.Select(i => (i, (int)original[i], (int)lifted[i])));
    }

    [Fact]
    public void Two_versions_may_be_missing_afterwards_and_no_other()
    {
        byte[] original = TorchSharpFile.Read();

        IReadOnlyList<VersionNeed> before = new ElfFile(original, "x.so").Needs;
        IReadOnlyList<VersionNeed> after = new ElfFile(OlderLibstdcxx.Lift(original, "x.so"), "x.so").Needs;

        Assert.All(before, need => Assert.Equal(0, need.Flags));
        Assert.Equal(
            before.Select(need => need with { Flags = need.Version is OfGcc12 or OfGcc13 ? 2 : 0 }), after);
    }

    [Fact]
    public void The_wait_is_of_the_older_version_afterwards_and_no_other_symbol_changes()
    {
        byte[] original = TorchSharpFile.Read();
        int wait = SymbolOf(original, OfGcc12);

        var before = new ElfFile(original, "x.so");
        var after = new ElfFile(OlderLibstdcxx.Lift(original, "x.so"), "x.so");

        Assert.True(after.IsImportedFunction(wait, Wait));
        Assert.True(after.IsReferredTo(wait));
        foreach (VersionNeed need in before.Needs)
        {
            int[] expected = need.Version switch
            {
                OfGcc12 => [],
                OfGcc4 => [.. before.SymbolsOf(need).Append(wait).Order()],
                _ => before.SymbolsOf(need),
            };
            Assert.Equal(expected, after.SymbolsOf(need));
        }
    }

    [Fact]
    public void The_needs_are_read_as_the_system_lists_them()
    {
        IReadOnlyList<VersionNeed> needs = new ElfFile(TorchSharpFile.Read(), "x.so").Needs;

        Assert.Equal(28, needs.Count);
        Assert.Equal(("ld-linux-x86-64.so.2", "GLIBC_2.3", 28), (needs[0].Library, needs[0].Version, needs[0].Index));
        Assert.Equal(("libstdc++.so.6", "GLIBCXX_3.4", 2), (needs[^1].Library, needs[^1].Version, needs[^1].Index));
    }

    [Fact]
    public void A_lifted_file_is_refused_since_its_needs_may_be_missing()
    {
        byte[] lifted = OlderLibstdcxx.Lift(TorchSharpFile.Read(), "x.so");

        Assert.Contains($"should need {OfGcc13} of libstdc++.so.6, once and without flags", Refusal(lifted));
    }

    [Fact]
    public void A_refusal_says_which_file_why_and_how_to_mend_it()
    {
        string message = Refusal([]);

        Assert.StartsWith("/some/where.so cannot be prepared", message);
        Assert.Contains("it is too short for a shared library", message);
        Assert.Contains("restore its package again", message);
        Assert.Contains("GCC 13 or later", message);
    }

    [Theory]
    [InlineData(0, 'X', "it is no ELF file")]
    [InlineData(4, 1, "it is not 64-bit and little-endian")]
    [InlineData(5, 2, "it is not 64-bit and little-endian")]
    [InlineData(0x10, 2, "it is no shared library")]
    [InlineData(0x12, 183, "it is made for another processor than x86-64")]
    [InlineData(0x3a, 40, "its table of sections has an unknown form")]
    [InlineData(0x3c, 0, "it has 0 tables of Symbols instead of one")]
    [InlineData(0x2f, 0x80, "a part of it lies outside the file")]
    public void A_file_of_another_kind_is_refused(int at, byte value, string reason)
    {
        byte[] file = TorchSharpFile.Read();
        file[at] = value;

        Assert.Contains(reason, Refusal(file));
    }

    [Fact]
    public void A_file_that_is_no_ELF_is_refused() =>
        Assert.Contains("it is no ELF file", Refusal(Encoding.ASCII.GetBytes(new string('a', 1000))));

    [Theory]
    [InlineData(OfGcc12)]
    [InlineData(OfGcc13)]
    public void A_second_symbol_of_a_version_is_refused(string version)
    {
        byte[] file = TorchSharpFile.Read();
        int versions = TorchSharpFile.BytesOf(file, TorchSharpFile.SymbolVersions).Start.Value;
        ushort hidden = (ushort)(NeedOf(file, version).Index | 0x8000);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(versions + 10), hidden);

        Assert.Contains($"should need {version}; 2 of its symbols do", Refusal(file));
    }

    [Theory]
    [InlineData(StartStreams, "should need " + OfGcc13)]
    [InlineData(Wait, "should need " + OfGcc12)]
    [InlineData(MakeCondition, "should need " + OfGcc4)]
    public void Another_symbol_than_the_expected_one_is_refused(string symbol, string reason)
    {
        byte[] file = TorchSharpFile.Read();
        file[TorchSharpFile.NameAt(file, symbol)] = (byte)'X';

        Assert.Contains($"the function {symbol} {reason}", Refusal(file));
    }

    [Theory]
    [InlineData(OfGcc12, 4, 0x11)]
    [InlineData(OfGcc12, 6, 12)]
    [InlineData(OfGcc13, 4, 0x11)]
    [InlineData(OfGcc13, 6, 12)]
    public void A_symbol_that_is_data_or_defined_in_the_file_is_refused(string version, int field, byte value)
    {
        byte[] file = TorchSharpFile.Read();
        int symbols = TorchSharpFile.BytesOf(file, TorchSharpFile.Symbols).Start.Value;
        file[symbols + (24 * SymbolOf(file, version)) + field] = value;

        Assert.Contains($"should need {version}; 1 of its symbols do", Refusal(file));
    }

    [Fact]
    public void A_symbol_that_should_only_be_named_is_refused_when_it_is_used()
    {
        byte[] file = TorchSharpFile.Read();
        int last = TorchSharpFile.BytesOf(file, TorchSharpFile.Relocations).End.Value - 24;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(last + 12), SymbolOf(file, OfGcc13));

        Assert.Contains($"it uses {StartStreams}, which should only be named", Refusal(file));
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.29", "GLIBCXX_3.4.33")]
    [InlineData("GLIBCXX_3.4.29", "GLIBCXX_3.4.31")]
    [InlineData("GLIBCXX_3.4.29", "GLIBCXX_3.4.3x")]
    [InlineData("GLIBCXX_3.4.29", OfGcc13)]
    [InlineData(OfGcc12, OfGcc13)]
    [InlineData(OfGcc12, "GLIBCXX_3.4.28")]
    [InlineData(OfGcc13, "GLIBCXX_3.4.34")]
    public void Any_other_need_of_a_newer_library_is_refused(string name, string replacement)
    {
        byte[] file = TorchSharpFile.Read();
        Encoding.ASCII.GetBytes(replacement).CopyTo(file, TorchSharpFile.NameAt(file, name));

        Assert.Contains($"it should need {OfGcc12} and {OfGcc13}, but it needs [", Refusal(file));
    }

    [Theory]
    [InlineData(OfGcc4, "GLIBCXX_3.4.10", OfGcc4)]
    [InlineData("GLIBCXX_3.4.14", OfGcc4, OfGcc4)]
    [InlineData("libstdc++.so.6", "libstdc++.so.7", OfGcc13)]
    public void A_need_that_is_missing_or_listed_twice_is_refused(string name, string replacement, string need)
    {
        byte[] file = TorchSharpFile.Read();
        Encoding.ASCII.GetBytes(replacement).CopyTo(file, TorchSharpFile.NameAt(file, name));

        Assert.Contains($"it should need {need} of libstdc++.so.6, once and without flags", Refusal(file));
    }

    [Theory]
    [InlineData(OfGcc4)]
    [InlineData(OfGcc12)]
    [InlineData(OfGcc13)]
    public void A_need_with_flags_is_refused(string need)
    {
        byte[] file = TorchSharpFile.Read();
        file[NeedOf(file, need).FlagsAt] = 2;

        Assert.Contains($"it should need {need} of libstdc++.so.6, once and without flags", Refusal(file));
    }

    [Fact]
    public void A_file_without_relocations_is_refused()
    {
        byte[] file = TorchSharpFile.Read();
        foreach (int header in TorchSharpFile.HeadersOf(file, TorchSharpFile.Relocations))
        {
            file[header + 4] = 1;
        }

        Assert.Contains("it has 0 tables of relocations", Refusal(file));
    }

    [Fact]
    public void Needs_that_overlap_are_refused()
    {
        byte[] file = TorchSharpFile.Read();
        Span<byte> needs = file.AsSpan(TorchSharpFile.BytesOf(file, TorchSharpFile.VersionNeeds));
        needs.Clear();

        // Each entry is a library and a version, and the next one of both lies 16 bytes further on.
        for (int next = 12; next + 16 < needs.Length; next += 16)
        {
            needs[next] = 16;
        }

        Assert.Contains("its needed versions overlap", Refusal(file));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] file = TorchSharpFile.Read();
        int[] lengths =
        [
            .. Enumerable.Range(0, 200),
            .. Enumerable.Range(1, 200).Select(i => file.Length / 201 * i),
            .. Enumerable.Range(1, 200).Select(i => file.Length - i),
        ];

        await InTime(() => Assert.All(lengths, length => Refusal(file[..length])));
    }

    [Fact]
    public async Task A_damaged_file_is_refused_or_lifted_and_nothing_else_happens()
    {
        byte[] file = TorchSharpFile.Read();
        Range[] tables =
        [
            // The header, and the headers of the sections, which end the file.
            new(0, 64),
            new(file.Length - (31 * 64), file.Length),
            TorchSharpFile.BytesOf(file, TorchSharpFile.VersionNeeds),
            TorchSharpFile.BytesOf(file, TorchSharpFile.Symbols),
            TorchSharpFile.BytesOf(file, TorchSharpFile.SymbolVersions),
        ];
        var random = new Random(1);
        int refused = 0;

        await InTime(() =>
        {
            for (int i = 0; i < 1500; i++)
            {
                byte[] damaged = [.. file];
                (int start, int length) = tables[i % tables.Length].GetOffsetAndLength(file.Length);
                for (int bytes = random.Next(1, 4); bytes > 0; bytes--)
                {
                    damaged[start + random.Next(length)] = (byte)random.Next(256);
                }

                refused += IsRefused(damaged) ? 1 : 0;
            }
        });

        Assert.InRange(refused, 100, 1400);
    }

    private static string Refusal(byte[] file) =>
        Assert.Throws<TorchException>(() => OlderLibstdcxx.Lift(file, "/some/where.so")).Message;

    private static bool IsRefused(byte[] file)
    {
        try
        {
            Assert.Equal(file.Length, OlderLibstdcxx.Lift(file, "x.so").Length);
            return false;
        }
        catch (TorchException)
        {
            return true;
        }
    }

    private static async Task InTime(Action work) => await Task.Run(work).WaitAsync(TimeSpan.FromMinutes(3));

    private static VersionNeed NeedOf(byte[] file, string version) =>
        new ElfFile(file, "x.so").Need("libstdc++.so.6", version);

    private static int SymbolOf(byte[] file, string version) =>
        Assert.Single(new ElfFile(file, "x.so").SymbolsOf(NeedOf(file, version)));
}
