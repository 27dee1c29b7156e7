using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Engine.Noise;
using PluginHost.Files;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>A record of a noise set that is damaged is told in one line, and its noise counts as not made.</summary>
public sealed class NoiseCardTests : IDisposable
{
    private static readonly ContentKey s_key = new(new string('a', 64));

    private readonly TempFolder _folder = new();
    private readonly List<string> _notices = [];

    public NoiseCardTests()
    {
        Write(Card());
        NoiseFixture.Npy(_folder, NoiseFixture.Noise(), levels => levels);
        File.Move(_folder["noise.npy"], Path.Combine(new StoreLayout(_folder.Path).Noise, $"{s_key}.npy"));
    }

    private string CardFile => Path.Combine(new StoreLayout(_folder.Path).Noise, $"{s_key}.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_whole_card_is_a_noise_set()
    {
        var set = Assert.Single(new NoiseSets(_folder.Path).Made(_notices.Add));

        Assert.Equal((s_key.Hash, "shapes", "em"), (set.Key, set.Data.Name, set.Noise.Method.Id));
        Assert.Empty(_notices);
    }

    public static TheoryData<string> Parts =>
    [
        "key", "sha256", "data", "data.name",
        "noise", "noise.method", "noise.method.id", "noise.method.options", "made",
    ];

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_that_lacks_or_is_null_is_told_and_the_noise_is_made_again(string part)
    {
        foreach (bool isNull in (bool[])[true, false])
        {
            var card = JsonNode.Parse(JsonSerializer.Serialize(Card(), ContentKey.Json))!.AsObject();
            string[] path = part.Split('.');
            var owner = path[..^1].Aggregate(card, (at, name) => at[name]!.AsObject());
            owner.Remove(path[^1]);
            if (isNull)
            {
                owner[path[^1]] = null;
            }

            File.WriteAllText(CardFile, card.ToJsonString());
            ExpectDamage("is no record of a noise set");
        }
    }

    [Theory]
    [InlineData("null", "it is null")]
    [InlineData("[]", "could not be converted")]
    [InlineData("{", "is no record of a noise set")]
    [InlineData("\u0000", "is no record of a noise set")]
    public void Rubbish_is_told(string text, string problem)
    {
        File.WriteAllText(CardFile, text);

        ExpectDamage(problem);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public void A_key_that_is_not_the_files_own_is_told(string key)
    {
        Write(Card() with { Key = key });

        ExpectDamage("its key is not the one that it is called by");
    }

    [Fact]
    public void A_named_pipe_in_place_of_a_card_is_told()
    {
        File.Delete(CardFile);
        SpecialFile.Pipe(CardFile);

        ExpectDamage("is a named pipe");
    }

    private void ExpectDamage(string problem)
    {
        _notices.Clear();
        var listed = Bounded.Do(() => new NoiseSets(_folder.Path).Made(_notices.Add));
        var artifacts = new NoiseArtifacts(new StoreLayout(_folder.Path), _notices.Add);
        var found = Bounded.Do(() => (Noise: artifacts.Find(s_key), true));

        Assert.Empty(listed);
        Assert.Null(found.Noise);
        Assert.Equal(2, _notices.Count);
        Assert.All(_notices, notice => Assert.Contains(problem, notice, StringComparison.Ordinal));
        Assert.All(_notices, notice => Assert.DoesNotContain('\n', notice));
        Assert.Contains("made again", _notices[0], StringComparison.Ordinal);
    }

    private void Write(NoiseCard card) => card.Write(CardFile);

    private static NoiseCard Card()
    {
        var method = new PluginUse("em").With("radius", 8);
        return new NoiseCard(
            s_key.Hash, new string('0', 64), 1.5, new DataSpec("shapes", 12), new NoiseSpec(method, null, null), 0,
            new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    }
}
