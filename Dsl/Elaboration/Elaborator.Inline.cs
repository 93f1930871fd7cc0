using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Blocks inlined: their layers are the using body's own, so that several models share a trunk whose keys have no segment of its own.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Runs a block's body where it stands; its results are a tensor or a list of them. Null after a report.</summary>
    private Flow? EvaluateInlined(Frame frame, InlineSyntax inline, Flow fed)
    {
        if (CallableOf(frame, inline.Block, out var given) is not { } callable)
            return null;
        if (callable is not BlockCallable { Block.Syntax.Body: not null } block)
        {
            Report(frame, Catalog.NotCallable, inline.Block.Span, $"'inline {callable.Name}'", "only a block of a spec has steps that can stand here");
            return null;
        }
        if (_analyzing.Contains(block.Block))
        {
            Report(frame, Catalog.Cycle, inline.Block.Span, callable.Name, "its steps would stand in themselves, without end");
            return null;
        }
        var inputs = Feed(callable, given, fed);
        if (inputs.Count != block.Block.Syntax.Signature.Inputs.Count)
        {
            Report(frame, Catalog.WrongInputCount, inline.Span, $"'{callable.Name}'", Plural(block.Block.Syntax.Signature.Inputs.Count, "tensor"), Plural(inputs.Count, "tensor") + (inputs.Count == 1 ? " is given" : " are given"));
            return null;
        }
        if (block.Block.Syntax.Body.Statements.OfType<InitSyntax>().FirstOrDefault() is { } init)
        {
            Report(
                frame, Catalog.MisplacedInit, inline.Block.Span,
                $"{callable.Name} has one for '{init.Kind.Text}', and inlined it has no layers of its own; write it in the body that inlines it instead");
        }
        var results = RunInlined(frame, block, inputs, inline);
        return results is null ? null
            : results.Count == 1 ? results[0]
            : new Flow(
                new KnownTensors(results.Select(r => r.Tensor as SingleTensor ?? new SingleTensor(null)).ToArray()),
                new TensorListCode(null, results.Select(r => r.Code).ToArray()));
    }

    private IReadOnlyList<Flow>? RunInlined(Frame frame, BlockCallable callable, IReadOnlyList<Flow> inputs, InlineSyntax inline)
    {
        var block = callable.Block.Syntax;
        if (Analyze(callable.Block).IsBroken || Enter(frame, callable, inputs, inline.Span, isInline: true) is not { } callee)
            return null;
        callee.Node = frame.Node;
        if (frame.Class is not { } builder)
        {
            var outputs = RunBody(callee, block, inputs);
            TakeKeys(frame, callee, inline);
            return outputs;
        }
        if (frame.AroundGroup is null)
            builder.Constraints.AddRange(Constraints(callee, block, []));
        // The block was proved on its own: here only what is certainly wrong with these arguments is.
        callee.Deferring++;
        var (steps, local, declared) = (builder.Steps, builder.CurrentLocal, builder.IsCurrentDeclared);
        var own = new List<Step>();
        builder.Steps = steps is null ? null : own;
        builder.CurrentLocal = steps is null ? local : builder.FreshLocal("y");
        builder.IsCurrentDeclared = false;
        var results = RunBody(callee, block, HoldNamed(callee, block, inputs, inline));
        (builder.Steps, builder.CurrentLocal, builder.IsCurrentDeclared) = (steps, local, declared);
        frame.IsTainted |= callee.IsTainted;
        frame.TaintedAt ??= callee.IsTainted ? inline.Span : null;
        frame.Withheld ??= callee.Withheld is { } withheld ? (inline.Span, withheld.Message) : null;
        TakeKeys(frame, callee, inline);
        if (steps is null)
            return results;
        var body = Hoisting.Of(builder.Spellings.In(own), callee.LocalsUsedLater);
        var renamer = new LocalRenamer(body, name => frame.Scope.Find(name) is null && frame.InputAxes.Values.All(i => i.Input != name) ? name : builder.FreshLocal(name));
        steps.AddRange(renamer.Visit(body));
        foreach (var (name, size) in frame.ResultSizes.Where(s => s.Value.Tensor is not null).Select(s => (s.Key, s.Value)).ToArray())
            frame.ResultSizes[name] = size with { Tensor = renamer.Of(size.Tensor!) };
        return results.Select(r => r with { Code = renamer.Visit(r.Code) }).ToArray();
    }

    /// <summary>Inputs that the body goes back to by name are kept from what its steps make.</summary>
    private static IReadOnlyList<Flow> HoldNamed(Frame callee, BlockSyntax block, IReadOnlyList<Flow> inputs, InlineSyntax inline)
    {
        if (callee.Class is not { Steps: not null } builder)
            return inputs;
        var referred = SyntaxNames.Of(block).Referred;
        var held = new List<Flow>();
        for (var i = 0; i < inputs.Count; i++)
        {
            if (block.Signature.Inputs[i].Name is not { IsMissing: false } name || !referred.Contains(name.Text))
            {
                held.Add(inputs[i]);
                continue;
            }
            var local = builder.FreshLocal(name.Text);
            Emit(callee, new TensorLocal(PlaceOf(callee, inline.Span), [local], inputs[i].Code, false, false));
            held.Add(inputs[i] with { Code = new TensorName(local) });
        }
        return held;
    }

    /// <summary>The inlined layers' keys are the body's own: one that is taken is refused where the block is inlined.</summary>
    private void TakeKeys(Frame frame, Frame callee, InlineSyntax inline)
    {
        var isConditional = frame.Class is { Conditions: > 0 };
        foreach (var key in callee.Keys.Keys)
        {
            if (isConditional || callee.ConditionalKeys.Contains(key))
                frame.ConditionalKeys.Add(key);
            if (!frame.Keys.ContainsKey(key))
                frame.Keys.Add(key, inline.Span);
            else if (frame.Concrete || !frame.ConditionalKeys.Contains(key))
                Report(frame, Catalog.DuplicateName, inline.Block.Span, key, $"a layer's name here, and {callee.Subject} has a layer of that name");
        }
    }

    /// <summary>Gives the locals of inlined steps names that the body around doesn't use.</summary>
    private sealed class LocalRenamer : CodeRewriter
    {
        private readonly Dictionary<string, string> _names = [];

        public LocalRenamer(IReadOnlyList<Step> steps, System.Func<string, string> nameOf)
        {
            foreach (var name in Declared(steps).Distinct())
                _names[name] = nameOf(name);
        }

        private static IEnumerable<string> Declared(IReadOnlyList<Step> steps) => steps.SelectMany(step => step switch
        {
            StaticLocal { IsAssignment: false } local => [local.Name],
            TensorLocal { IsAssignment: false } local => local.Names,
            LoopStep loop => Declared(loop.Body).Append(loop.Index),
            ForEachStep loop => Declared(loop.Body).Append(loop.Item),
            IfStep choice => Declared(choice.Then).Concat(Declared(choice.Else)),
            _ => [],
        });

        public string Of(string name) => _names.TryGetValue(name, out var other) ? other : name;

        public override Step Visit(Step step) => base.Visit(step) switch
        {
            StaticLocal local => local with { Name = Of(local.Name) },
            TensorLocal local => local with { Names = local.Names.Select(Of).ToArray() },
            LoopStep loop => loop with { Index = Of(loop.Index) },
            ForEachStep loop => loop with { Item = Of(loop.Item) },
            var other => other,
        };

        public override TensorCode Visit(TensorCode code) => code is TensorName name ? new TensorName(Of(name.Name)) : base.Visit(code);

        public override Code Visit(Code code) => code is CodeName { Kind: CodeNameKind.Local } name ? name with { Name = Of(name.Name) } : base.Visit(code);
    }
}
