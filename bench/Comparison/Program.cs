// ArchGen's sides: does what each line of its input asks, one JSON answer a line, as sides.py does for PyTorch's.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArchGen.Bench.Comparison;
using ArchGen.Cli.Bench;
using ArchGen.Libtorch;
using TorchSharp;

Side? side = null;
while (Console.In.ReadLine() is { } line)
{
    var request = JsonNode.Parse(line)!;
    JsonNode answer;
    try
    {
        answer = Answer(request);
    }
    catch (Exception fault)
    {
        answer = new JsonObject { ["error"] = $"{fault.GetType().Name}: {fault.Message}" };
    }

    Console.Out.WriteLine(answer.ToJsonString());
    Console.Out.Flush();
}

JsonNode Answer(JsonNode request)
{
    string Text(string name) => (string)request[name]!;
    var count = (int?)request["count"] ?? 1;
    switch (Text("do"))
    {
        case "about":
            return new JsonObject
            {
                ["version"] = LibtorchRuntime.Version, ["threads"] = torch.get_num_threads(), ["report"] = LibtorchRuntime.Report(),
                ["sides"] = Json(Side.Forms), ["macs"] = JsonSerializer.SerializeToNode(Side.Macs()),
            };
        case "machine":
            var peak = MachinePeak.Measure((int)request["threads"]!);
            return new JsonObject { ["fma"] = peak.Fma, ["product"] = peak.MatrixProduct };
        case "load":
            var shape = request["shape"]!.AsArray().Select(n => (long)n!).ToArray();
            side = new Side(Text("side"), Text("variant"), Text("weights"), Text("images"), shape, (bool?)request["train"] ?? false);
            return new JsonObject();
        case "output":
            side!.WriteOutput(Text("path"));
            return new JsonObject();
        case "forward":
            return Times(side!.Forward(count));
        case "train":
            var times = Times(side!.Train(count));
            times["loss"] = side.Loss;
            return times;
        case "memory":
            var (resident, allocated) = side!.Memory(count);
            return new JsonObject { ["resident"] = resident, ["allocated"] = allocated };
        default:
            throw new ArgumentException($"nothing is called {request["do"]}");
    }
}

static JsonObject Times((double[] Wall, double[] Processor) times) => new() { ["wall"] = Json(times.Wall), ["processor"] = Json(times.Processor) };

static JsonNode Json<T>(IEnumerable<T> list) => JsonSerializer.SerializeToNode(list)!;
