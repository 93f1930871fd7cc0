using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ArchGen.Cli.Tests;

/// <summary>One run of the command line in this process.</summary>
internal sealed record Cli(int Code, string Output, string Error)
{
    public static string Root { get; } =
        Path.GetFullPath(typeof(Cli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!);

    public static string Data { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    public static Cli Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = CliApp.Run(args, output, error, colour: false);
        return new Cli(code, output.ToString(), error.ToString());
    }

    public static string File(params string[] parts) => Path.Combine([Data, .. parts]);
}

/// <summary>A folder of specs and fixtures that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("archgen-cli-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
