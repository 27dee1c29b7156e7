namespace PluginHost.Torture.Kills;

/// <summary>What a run was at when it was killed.</summary>
internal enum Phase
{
    Start,
    Noise,
    Training,
    CheckpointWrite,
    ArtifactWrite,
    JournalWrite,
    DatabaseWrite,
    Import,
}
