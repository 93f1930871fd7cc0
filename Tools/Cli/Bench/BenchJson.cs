using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace ArchGen.Cli.Bench;

/// <summary>What was measured, for a program: times in milliseconds, memory in bytes, rates in GFLOP/s.</summary>
internal static class BenchJson
{
    public static JsonNode Of(BenchResult result) => new JsonObject
    {
        ["variant"] = result.Variant,
        ["model"] = result.Model,
        ["inputs"] = new JsonArray([.. result.Inputs.Select(Numbers)]),
        ["inference"] = result.Options.Inference,
        ["threads"] = result.Threads,
        ["settings"] = new JsonArray([.. result.Settings.Split('\n').Select(line => (JsonNode)line)]),
        ["latency"] = new JsonObject { ["median"] = result.Median, ["p95"] = result.NinetyFifth, ["fastest"] = result.Passes[0], ["passes"] = result.Passes.Count },
        ["throughput"] = result.Throughput,
        ["memory"] = new JsonObject { ["peak"] = result.PeakBytes, ["weights"] = result.WeightBytes },
        ["macs"] = result.Macs,
        ["rate"] = result.Rate,
        ["machine"] = new JsonObject { ["registers"] = result.Peak.Fma, ["matrixProduct"] = result.Peak.MatrixProduct },
        ["watched"] = result.Watched,
        ["stages"] = Rows(result.Stages),
        ["operators"] = Rows(result.Operators),
    };

    private static JsonArray Rows(IReadOnlyList<BenchRow> rows) => new([.. rows.Select(r => new JsonObject
    {
        ["level"] = r.Level, ["name"] = r.Name, ["what"] = r.What, ["calls"] = r.Calls, ["milliseconds"] = r.Milliseconds, ["macs"] = r.Macs, ["rate"] = r.Rate,
    })]);

    private static JsonNode Numbers(IReadOnlyList<long> sizes) => new JsonArray([.. sizes.Select(s => (JsonNode)s)]);
}
