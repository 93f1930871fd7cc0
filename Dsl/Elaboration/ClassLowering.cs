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
        ClassBuilder builder, string own, IReadOnlyDictionary<string, (string Input, int Axis)> inputAxes, IReadOnlyDictionary<string, ResultSize> resultSizes,
        string label, SourcePlace place, string output, Func<string, StaticType> typeOf, IReadOnlyCollection<string> usedLater)
    {
        var body = Prune(Hoisting.Of(builder.Spellings.In(builder.Body), usedLater));
        var built = new HashSet<string>(FreeNames.Of(body, [own]).Constructor.Select(n => n.Name));
        body = new SizeReader(resultSizes.Where(s => !built.Contains(s.Key)).ToDictionary(s => s.Key, s => s.Value)).Visit(body);
        var free = FreeNames.Of(body, [own]);
        body = new FieldsAsInputs(new HashSet<string>(free.Fields)).Visit(body);
        // Sizes that only the forward pass needs are read from the input that they are sizes of.
        var sizes = free.Statics.Where(s => s.Kind == CodeNameKind.InputSize && inputAxes.ContainsKey(s.Name) && free.Constructor.All(c => c.Name != s.Name)).ToArray();
        var statics = free.Statics.Where(s => !sizes.Contains(s)).ToArray();
        var tensors = free.Tensors.Concat(sizes.Select(s => inputAxes[s.Name].Input)).Distinct().ToArray();
        body = new Renamer(new HashSet<string>(statics.Select(s => s.Name))).Visit(body);
        var parameters = statics.Select(s => new ParameterModel(s.Name, typeOf(s.Name), null, null)).ToArray();
        var inputs = new[] { new InputModel(own, "", []) }.Concat(tensors.Concat(free.Fields).Select(t => new InputModel(
            t, "", sizes.Where(s => inputAxes[s.Name].Input == t).Select(s => new InputSizeModel(s.Name, inputAxes[s.Name].Axis)).ToArray()))).ToArray();
        var model = new ClassModel(
            builder.Name, $"The part '{label}'.", output.Length == 0 ? "" : "-> " + DiagnosticBag.WithoutNumbers(output), [], parameters, [], inputs, 1, body, builder.Nested, place, false, false, []);
        return (
            model,
            statics.Select(s => new NamedCode(s.Name, s)).ToArray(),
            tensors.Select(t => (TensorCode)new TensorName(t)).Concat(free.Fields.Select(f => (TensorCode)new TensorField(f))).ToArray());
    }

    /// <summary>
    /// What is said of all layers of a kind comes after all of them are made, once for each kind: of what is said twice of a tensor, the later holds.
    /// </summary>
    public static IReadOnlyList<Step> InitsLast(IReadOnlyList<Step> body)
    {
        var inits = body.OfType<InitStep>().GroupBy(i => i.Kind, StringComparer.Ordinal).Select(same => same.Aggregate(
            (first, then) => then with { Weight = then.Weight ?? first.Weight, Bias = then.Bias ?? first.Bias })).ToArray();
        return inits.Length == 0 ? body : [.. body.Where(s => s is not (InitStep or ReturnStep)), .. inits, .. body.OfType<ReturnStep>()];
    }

    /// <summary>Leaves out carried dims that nothing uses but the updates of such dims.</summary>
    public static IReadOnlyList<Step> Prune(IReadOnlyList<Step> body)
    {
        var uses = new CarriedUses();
        uses.Visit(body);
        var open = new Queue<string>(uses.Used);
        while (open.Count > 0)
        {
            if (!uses.Carried.TryGetValue(open.Dequeue(), out var needed))
                continue;
            foreach (var name in needed.Where(uses.Used.Add))
                open.Enqueue(name);
        }
        var unused = uses.Carried.Keys.Where(name => !uses.Used.Contains(name)).ToArray();
        return unused.Length == 0 ? body : new Pruner(new HashSet<string>(unused)).Visit(body);
    }

    /// <summary>The names that code uses, those in the values of each carried dim apart.</summary>
    private sealed class CarriedUses : CodeRewriter
    {
        private HashSet<string>? _within;

        public Dictionary<string, HashSet<string>> Carried { get; } = [];

        public HashSet<string> Used { get; } = [];

        public override Step Visit(Step step)
        {
            if (step is not CarriedDim carried)
                return base.Visit(step);
            if (!Carried.TryGetValue(carried.Name, out _within))
                Carried.Add(carried.Name, _within = []);
            base.Visit(step);
            _within = null;
            return step;
        }

        public override Code Visit(Code code)
        {
            if (code is CodeName name)
                (_within ?? Used).Add(name.Name);
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

    /// <summary>Reads the sizes of components' results from the tensors.</summary>
    internal sealed class SizeReader(IReadOnlyDictionary<string, ResultSize> sizes) : CodeRewriter
    {
        public override Code Visit(Code code) =>
            code is CodeName { Kind: CodeNameKind.ResultSize } name && sizes.TryGetValue(name.Name, out var size) && size.Tensor is { } tensor
                ? new CodeSize(new TensorName(tensor), size.Axis)
                : base.Visit(code);
    }

    /// <summary>Names that are parameters of this class, whatever they are in the one around it.</summary>
    internal sealed class Renamer(HashSet<string> parameters) : CodeRewriter
    {
        public override Code Visit(Code code) =>
            code is CodeName name && parameters.Contains(name.Name) ? name with { Kind = CodeNameKind.Parameter } : base.Visit(code);
    }
}
