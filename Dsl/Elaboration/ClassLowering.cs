using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Turns the statements gathered from a body into a class.</summary>
internal static class ClassLowering
{
    /// <summary>
    /// A named group as a nested class: what it uses of the class around it becomes its parameters (static values) and its further inputs (tensors).
    /// </summary>
    public static (ClassModel Model, IReadOnlyList<NamedCode> Arguments, IReadOnlyList<TensorCode> Tensors) Group(
        ClassBuilder builder, string label, SourcePlace place, string output, Func<string, StaticType> typeOf)
    {
        var body = Prune(builder.Body);
        var free = FreeNames.Of(body, ["x"]);
        body = new FieldsAsInputs(new HashSet<string>(free.Fields)).Visit(body);
        body = new Renamer(new HashSet<string>(free.Statics.Select(s => s.Name))).Visit(body);
        var parameters = free.Statics.Select(s => new ParameterModel(s.Name, typeOf(s.Name), null, null)).ToArray();
        var inputs = new[] { new InputModel("x", "", []) }
            .Concat(free.Tensors.Concat(free.Fields).Select(t => new InputModel(t, "", []))).ToArray();
        var model = new ClassModel(
            builder.Name, $"The part '{label}'.", output.Length == 0 ? "" : "-> " + DiagnosticBag.WithoutNumbers(output), [], parameters, [], inputs, 1, body, builder.Nested, place, false, false, []);
        return (
            model,
            free.Statics.Select(s => new NamedCode(s.Name, s)).ToArray(),
            free.Tensors.Select(t => (TensorCode)new TensorName(t)).Concat(free.Fields.Select(f => (TensorCode)new TensorField(f))).ToArray());
    }

    /// <summary>Leaves out carried dims that nothing uses but their own updates.</summary>
    public static IReadOnlyList<Step> Prune(IReadOnlyList<Step> body)
    {
        while (true)
        {
            var uses = new CarriedUses();
            uses.Visit(body);
            var unused = uses.Declared.Where(name => !uses.Used.Contains(name)).ToArray();
            if (unused.Length == 0)
                return body;
            body = new Pruner(new HashSet<string>(unused)).Visit(body);
        }
    }

    private sealed class CarriedUses : CodeRewriter
    {
        private string? _own;

        public HashSet<string> Declared { get; } = [];

        public HashSet<string> Used { get; } = [];

        public override Step Visit(Step step)
        {
            if (step is not CarriedDim carried)
                return base.Visit(step);
            Declared.Add(carried.Name);
            _own = carried.Name;
            base.Visit(step);
            _own = null;
            return step;
        }

        public override Code Visit(Code code)
        {
            if (code is CodeName name && name.Name != _own)
                Used.Add(name.Name);
            return base.Visit(code);
        }
    }

    private sealed class Pruner(HashSet<string> names) : CodeRewriter
    {
        public override IReadOnlyList<Step> Visit(IReadOnlyList<Step> steps) =>
            base.Visit(steps.Where(s => s is not CarriedDim carried || !names.Contains(carried.Name)).ToArray());
    }

    private sealed class FieldsAsInputs(HashSet<string> fields) : CodeRewriter
    {
        public override TensorCode Visit(TensorCode code) =>
            code is TensorField field && fields.Contains(field.Name) ? new TensorName(field.Name) : base.Visit(code);
    }

    /// <summary>Names that are parameters of this class, whatever they are in the one around it.</summary>
    internal sealed class Renamer(HashSet<string> parameters) : CodeRewriter
    {
        public override Code Visit(Code code) =>
            code is CodeName name && parameters.Contains(name.Name) ? name with { Kind = CodeNameKind.Parameter } : base.Visit(code);
    }
}
