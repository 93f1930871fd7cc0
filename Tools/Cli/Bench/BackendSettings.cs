using System;
using System.Reflection;
using TorchSharp;

namespace ArchGen.Cli.Bench;

/// <summary>What the backend of the TorchSharp API has set up, where it is our own; where the official package is built, our own is known by its name alone.</summary>
internal static class BackendSettings
{
    /// <summary>The settings in force, one a line; the first says which libtorch it is.</summary>
    public static string Report()
    {
        var report = Type.GetType("ArchGen.Libtorch.LibtorchRuntime, ArchGen.Libtorch")?.GetMethod("Report", BindingFlags.Public | BindingFlags.Static, []);
        return ((string?)report?.Invoke(null, null) ?? $"TorchSharp {typeof(torch).Assembly.GetName().Version}").TrimEnd('\n');
    }
}
