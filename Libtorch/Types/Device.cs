using System;
using System.Collections.Generic;
using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor's memory lies: a kind of device and, for accelerators, which one.</summary>
    public class Device
    {
        /// <summary>A device by kind and index; -1 is the kind's current device.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>A device by name, such as <c>cpu</c>, and index.</summary>
        public Device(string deviceType, int index = -1) : this(ParseType(deviceType), index) { }

        /// <summary>A device by description, such as <c>cuda:1</c>.</summary>
        public Device(string description)
        {
            var colon = description.IndexOf(':', StringComparison.Ordinal);
            type = ParseType(colon < 0 ? description : description[..colon]);
            index = colon < 0 ? -1 : int.Parse(description.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        /// <summary>A CUDA device by index.</summary>
        public Device(int index) : this(DeviceType.CUDA, index) { }

        /// <summary>The kind.</summary>
        public DeviceType type { get; }

        /// <summary>The index; -1 where there is only one.</summary>
        public int index { get; } = -1;

        public static implicit operator Device(string description) => new(description);

        /// <summary>The description that the constructor takes.</summary>
        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        internal bool Same(Device other) => type == other.type && (index == other.index || index < 0 || other.index < 0);

        private static DeviceType ParseType(string name) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type) && !char.IsAsciiDigit(name[0])
                ? type
                : throw new ArgumentException($"'{name}' is no kind of device.", nameof(name));
    }

    /// <summary>The processor.</summary>
    public static Device CPU = new(DeviceType.CPU);

    /// <summary>No memory at all: shapes only.</summary>
    public static Device META = new(DeviceType.META);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
    public static Device device(int index) => new(index);

    /// <summary>Whether libtorch was built with CUDA and sees a device.</summary>
    public static bool cuda_is_available() => Native.Bindings.atg_has_device((int)DeviceType.CUDA) > 0;

    /// <summary>Whether libtorch sees an Apple GPU.</summary>
    public static bool mps_is_available() => Native.Bindings.atg_has_device((int)DeviceType.MPS) > 0;
}
