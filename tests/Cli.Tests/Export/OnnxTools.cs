using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ArchGen.Cli.Tests.Export;

/// <summary>Debian's onnx and ONNX Runtime, which exported models are held against (<c>check.py</c>, <c>run.mjs</c>). They are installed where they are missing, as <c>test.sh</c> does.</summary>
internal static class OnnxTools
{
    private static readonly string s_scripts = Path.Combine(Cli.Root, "tests", "Cli.Tests", "Export");

    // bin/Cli.Tests/debug is three folders below.
    private static readonly string s_artifacts = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));

    private static readonly Lazy<bool> s_installed = new(() =>
    {
        Start("bash", ["-c", ". build/prepare.sh; need_onnx"], out var output, ("root", Cli.Root), ("ArtifactsPath", s_artifacts));
        return Directory.Exists(Path.Combine(s_artifacts, "onnxruntime", "node_modules")) ? true : throw new InvalidOperationException(output);
    });

    /// <summary>What the standard's checker says of a model.</summary>
    public sealed record Check(string OperatorSet, int Nodes, string Inputs, string Problem);

    /// <summary>What a run over its test sets came to.</summary>
    public sealed record Outcome(string Shapes, double Difference, string Problem);

    /// <summary>Holds models against the standard.</summary>
    public static Dictionary<string, Check> CheckAll(IEnumerable<string> models)
    {
        _ = s_installed.Value;
        Start("/usr/bin/python3", [Path.Combine(s_scripts, "check.py"), .. models], out var output);
        return Rows(output, 5).ToDictionary(r => r[0], r => new Check(r[1], r[2].Length > 0 ? int.Parse(r[2], CultureInfo.InvariantCulture) : 0, r[3], r[4]));
    }

    /// <summary>Runs models over the test sets beside them.</summary>
    public static Dictionary<string, Outcome> RunAll(IEnumerable<string> models)
    {
        _ = s_installed.Value;
        Start("node", [Path.Combine(s_scripts, "run.mjs"), .. models], out var output, ("ARCHGEN_ONNXRUNTIME", Path.Combine(s_artifacts, "onnxruntime")));
        return Rows(output, 4).ToDictionary(r => r[0], r => new Outcome(r[1], r[2].Length > 0 ? double.Parse(r[2], CultureInfo.InvariantCulture) : double.NaN, r[3]));
    }

    private static IEnumerable<string[]> Rows(string output, int columns) => output.Split('\n').Select(l => l.Split('\t')).Where(r => r.Length == columns);

    private static void Start(string program, IReadOnlyList<string> arguments, out string output, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Cli.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = Task.Run(process.StandardError.ReadToEnd);
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output += error.Result;
    }
}
