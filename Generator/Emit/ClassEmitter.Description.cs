using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Generator.Emit.Operators;

namespace ArchGen.Generator.Emit;

/// <summary>What the module says of its network, and its form for inference, which is made of that.</summary>
internal sealed partial class ClassEmitter
{
    private const string InferenceClass = "Inference";
    private bool _isDescribing;

    /// <summary>The names of what tensors flow through in the method that is being written.</summary>
    private TypeNames Flowing => _statics.Types;

    private void EmitDescription()
    {
        var (statics, tensors) = (_statics, _tensors);
        (_statics, _isDescribing) = (_file.Described(), true);
        var scope = BodyScope();
        var given = scope.DeclareOwn("inputs");
        var inputs = DeclareInputs(scope);
        var many = Flowing["Tensor"] + "[]";
        Writer.Line();
        Writer.Line("/// <inheritdoc/>");
        using (Writer.Block($"{many} {Types["IDescribed"]}.Describe({many} {given})"))
        {
            for (var i = 0; i < inputs.Length; i++)
                Writer.Line($"var {inputs[i]} = {given}[{Literals.Plain(i)}];");
            EmitForwardBody(scope);
        }
        (_statics, _tensors, _isDescribing) = (statics, tensors, false);
    }

    private void EmitInference()
    {
        var type = _name == InferenceClass || _members.IsMember(InferenceClass) ? InferenceClass + "_" : InferenceClass;
        var method = _name == "ToInference" || _members.IsMember("ToInference") ? "ToInference_" : "ToInference";
        var tensor = Types["Tensor"];
        var scope = new NameScope(null);
        var inputs = _model.Inputs.Select(i => scope.Declare(i.Name)).ToArray();
        var run = $"{scope.DeclareOwn("_plans")}.Run({string.Join(", ", inputs)})";
        var results = scope.DeclareOwn("results");
        Writer.Line();
        Writer.Line("/// <summary>The model made ready for inference: what only weights and sizes go into is worked out, norms and scales go into the weights beside");
        Writer.Line("/// them, channels lie last in memory, and operations that belong together are one. The weights are those of now: make it anew after training.</summary>");
        Writer.Line($"public {type} {method}() => new(this);");
        Writer.Line();
        Writer.Line($"/// <summary>{DocWriter.Escape(_model.Name)} for inference: the same results, without gradients. It is rewritten for a shape of input when that first comes.</summary>");
        using (Writer.Block($"public sealed class {type} : {Base}"))
        {
            Writer.Line($"private readonly {Types["InferencePlans"]} _plans;");
            Writer.Line();
            Writer.Line($"internal {type}({_name} model)");
            using (Writer.Indented())
                Writer.Line($": base({Literals.String(_model.Name + ".Inference")}) => _plans = new {Types["InferencePlans"]}(model);");
            Writer.Line();
            Writer.Line("/// <summary>What each shape of input is run with.</summary>");
            Writer.Line($"public {Types["InferencePlans"]} Plans => _plans;");
            Writer.Line();
            Writer.Line("/// <inheritdoc/>");
            var declared = string.Join(", ", inputs.Select(i => $"{tensor} {i}"));
            if (_model.OutputCount == 1)
            {
                Writer.Line($"public override {Result} forward({declared}) => {run}[0];");
            }
            else
            {
                using (Writer.Block($"public override {Result} forward({declared})"))
                {
                    Writer.Line($"var {results} = {run};");
                    Writer.Line($"return ({string.Join(", ", Enumerable.Range(0, _model.OutputCount).Select(i => $"{results}[{Literals.Plain(i)}]"))});");
                }
            }
            Writer.Line();
            Writer.Line("/// <inheritdoc/>");
            using (Writer.Block("protected override void Dispose(bool disposing)"))
            {
                Writer.Line("if (disposing)");
                using (Writer.Indented())
                    Writer.Line("_plans.Dispose();");
                Writer.Line("base.Dispose(disposing);");
            }
        }
    }
}
