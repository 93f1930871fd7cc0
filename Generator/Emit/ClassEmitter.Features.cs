using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>A model's tensors by name: its results, and what it exposes.</summary>
internal sealed partial class ClassEmitter
{
    private const string FeaturesRecord = "FeatureMaps";

    private void EmitFeatures(string declared, IReadOnlyList<string> inputs)
    {
        var tensor = Types["Tensor"];
        var scope = new NameScope(null);
        var results = Enumerable.Range(0, _model.OutputCount).Select(i => ResultName(i) is { Length: > 0 } name
            ? scope.Declare(Identifiers.Feature(name)) : scope.DeclareOwn(_model.OutputCount == 1 ? "output" : "output" + Literals.Plain(i + 1))).ToArray();
        var exposed = _model.Exposed.Select(e => (Name: scope.Declare(Identifiers.Feature(e.Name)), e.IsConditional)).ToArray();
        var missing = exposed.Any(e => e.IsConditional) ? "; one that its arguments leave out is null" : "";
        var fields = results.Select(r => $"{tensor} {r}").Concat(exposed.Select(e => $"{tensor}{(e.IsConditional ? "?" : "")} {e.Name}"));
        Writer.Line();
        Writer.Line($"/// <summary>The results{(exposed.Length == 0 ? " by name" : $" and, by name, the tensors that the spec exposes{missing}")}.</summary>");
        Writer.Line($"public sealed record {FeaturesRecord}({string.Join(", ", fields)});");
        Writer.Line();
        Writer.Line($"/// <summary>Runs the model and gives {(exposed.Length == 0 ? "its results by name" : "the tensors that the spec exposes too")}.</summary>");
        var inner = new NameScope(null, name => _members.IsMember(name) || name is "forward" or "Run" or "_");
        foreach (var input in _model.Inputs)
            inner.Declare(input.Name);
        using (Writer.Block($"public {FeaturesRecord} {(_name == "Features" ? "Features_" : "Features")}({declared})"))
        {
            var arguments = string.Join(", ", inputs);
            var list = inner.DeclareOwn("exposed");
            if (exposed.Length > 0)
                Writer.Line($"var {list} = new {tensor}?[{Literals.Plain(exposed.Length)}];");
            var run = exposed.Length > 0 ? $"{_members.Reference("Run")}({arguments}, {list})" : $"{_members.Reference("forward")}({arguments})";
            string[] given = results.Length == 1 ? [inner.DeclareOwn("result")] : results.Select(inner.DeclareOwn).ToArray();
            Writer.Line(given.Length == 1 ? $"var {given[0]} = {run};" : $"var ({string.Join(", ", given)}) = {run};");
            var values = given.Concat(exposed.Select((e, i) => $"{list}[{Literals.Plain(i)}]{(e.IsConditional ? "" : "!")}"));
            Writer.Line($"return new {FeaturesRecord}({string.Join(", ", values)});");
        }
    }

    private string ResultName(int i) => i < _model.OutputNames.Count ? _model.OutputNames[i] : "";
}
