using System.Globalization;

namespace PluginHost.Torch;

/// <summary>Kind of device.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,

    /// <summary>A CUDA (or, under ROCm's PyTorch, a HIP) device.</summary>
    CUDA = 1,
}

public static partial class torch
{
    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The current CUDA device.</summary>
    public static readonly Device CUDA = new(DeviceType.CUDA);

    /// <summary>A device by name: "cpu", "cuda" or "cuda:1".</summary>
    public static Device device(string description) => new(description);

    /// <summary>Where a tensor lives and is computed.</summary>
    public sealed class Device : IEquatable<Device>
    {
        /// <summary>By kind and number; -1 is the current device of that kind.</summary>
        public Device(DeviceType type, int index = -1)
        {
            this.type = type;
            this.index = index;
        }

        /// <summary>By name: "cpu", "cuda" or "cuda:1". Anything else is an <see cref="ArgumentException"/>.</summary>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            string[] parts = description.Split(':');
            int number = -1;
            bool known = parts.Length == 1
                || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number));
            type = parts[0] switch
            {
                "cpu" when known => DeviceType.CPU,
                "cuda" when known => DeviceType.CUDA,
                _ => throw new ArgumentException($"'{description}' is no device; use cpu, cuda or cuda:N.", nameof(description)),
            };
            index = number;
        }

        /// <summary>The kind.</summary>
        public DeviceType type { get; }

        /// <summary>Its number, or -1 for the current one.</summary>
        public int index { get; }

        /// <summary>From a name, as the constructor.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <inheritdoc/>
        public bool Equals(Device? other) => other is not null && type == other.type && index == other.index;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as Device);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(type, index);

        /// <summary>"cpu", "cuda" or "cuda:1".</summary>
        public override string ToString() => (type == DeviceType.CPU ? "cpu" : "cuda") + (index < 0 || type == DeviceType.CPU ? "" : ":" + index);
    }
}
