using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Generator.Emit.Operators;

namespace ArchGen.Generator.Emit;

/// <summary>The forward pass.</summary>
internal sealed partial class ClassEmitter
{
    private TensorPrinter _tensors = null!;
    private string _scopeName = "scope";
    private string _exposed = "exposed";

    private void EmitForward()
    {
        var scope = BodyScope();
        var inputs = DeclareInputs(scope);
        var declared = string.Join(", ", inputs.Select(i => $"{Types["Tensor"]} {i}"));
        Writer.Line();
        Writer.Line("/// <inheritdoc/>");
        if (_model.Exposed.Count > 0)
        {
            Writer.Line($"public override {Result} forward({declared}) => {_members.Reference("Run")}({string.Join(", ", inputs)}, null);");
            EmitFeatures(declared, inputs);
            _exposed = scope.DeclareOwn("exposed");
            Writer.Line();
            Writer.Line($"private {Result} Run({declared}, {Types["Tensor"]}?[]? {_exposed})");
        }
        else
        {
            Writer.Line($"public override {Result} forward({declared})");
        }
        using (Writer.Block(""))
            EmitForwardBody(scope);
        if (_model is { IsModel: true, Exposed.Count: 0, OutputCount: > 1 })
            EmitFeatures(declared, inputs);
    }

    /// <summary>The names at the beginning of a method that has the body: the class's fields, by the parameters that they keep.</summary>
    private NameScope BodyScope()
    {
        var scope = new NameScope(null, _members.IsMember);
        foreach (var parameter in _model.Parameters)
        {
            if (_members.Values.TryGetValue(parameter.Name, out var field))
                scope.Bind(parameter.Name, field, parameter.Type);
        }
        return scope;
    }

    /// <summary>Declares the inputs, and makes <see cref="_tensors"/> print what is made of them.</summary>
    private string[] DeclareInputs(NameScope scope)
    {
        var inputs = _model.Inputs.Select(i => scope.Declare(i.Name)).ToArray();
        var beside = Enumerable.Range(0, inputs.Length).OrderBy(i => _model.Inputs[i].IsIndex).Select(i => new Neighbour(inputs[i], _model.Inputs[i].IsIndex)).FirstOrDefault();
        _tensors = new TensorPrinter(_statics, _members, beside);
        return inputs;
    }

    private void EmitForwardBody(NameScope scope)
    {
        if (!_isDescribing)
        {
            _scopeName = scope.DeclareOwn("scope");
            Writer.Line($"using var {_scopeName} = {Types["torch"]}.NewDisposeScope();");
        }
        for (var i = 0; i < _model.Inputs.Count; i++)
        {
            var input = _model.Inputs[i];
            foreach (var size in input.Sizes.Where(s => _usage.IsUsedInForward(s.Name)))
            {
                var tensor = scope.Find(input.Name)!.Text;
                Writer.Line($"var {scope.Declare(size.Name, StaticType.Int)} = {tensor}.size({Literals.Int(size.Axis)});");
            }
        }
        foreach (var step in _model.Body)
            EmitForwardStep(step, scope);
        if (_file.Options.LineDirectives && !_isDescribing)
            Writer.Directive("#line default");
    }

    private void EmitForwardStep(Step step, NameScope scope)
    {
        if (!_usage.NeededInForward(step))
            return;
        switch (step)
        {
            case StaticLocal local:
                Map(step);
                EmitLocal(local.Name, local.Type, local.Value, local.IsAssignment, scope);
                break;
            case CarriedDim local:
                Map(step);
                EmitLocal(local.Name, StaticType.Int, local.Value, local.IsAssignment, scope);
                break;
            case TensorLocal local:
                EmitTensorLocal(local, scope);
                break;
            case ExposeStep when _isDescribing:
                break;
            case ExposeStep expose:
            {
                Map(step);
                Writer.Line($"if ({_exposed} is not null)");
                using (Writer.Indented())
                    Writer.Line($"{_exposed}[{_statics.Print(expose.Index, scope).Text}] = {_scopeName}.MoveToOuter({_tensors.Print(expose.Value, scope)});");
                break;
            }
            case ReturnStep give:
                Map(step);
                Say($"return {Returned(give, scope)};");
                break;
            case LoopStep or ForEachStep:
                Map(step);
                EmitLoop(step, scope, EmitForwardStep, needsCounter: step is ForEachStep each && new IndexFinder(each.Item).IsIn(each.Body));
                break;
            case IfStep choice:
                Map(step);
                EmitIf(choice, scope, EmitForwardStep, _usage.NeededInForward);
                break;
        }
    }

    private string Returned(ReturnStep give, NameScope scope)
    {
        if (_isDescribing)
        {
            return give.Values.Count == 1 && _tensors.TupleSize(give.Values[0]) > 1
                ? $"{Flowing["TensorMath"]}.ToArray({_tensors.Print(give.Values[0], scope)})"
                : "[" + string.Join(", ", give.Values.Select(v => _tensors.Print(v, scope))) + "]";
        }
        if (give.Values.Count == 1 && _tensors.TupleSize(give.Values[0]) is var size and > 1)
            return $"{Types["TensorMath"]}.MoveToOuter({_scopeName}, {_tensors.Print(give.Values[0], scope)})";
        var values = give.Values.Select(v => $"{_scopeName}.MoveToOuter({_tensors.Print(v, scope)})").ToArray();
        return values.Length == 1 ? values[0] : "(" + string.Join(", ", values) + ")";
    }

    private void EmitTensorLocal(TensorLocal local, NameScope scope)
    {
        if (local.Names.Count > 1)
        {
            EmitUnpacking(local, scope);
            return;
        }
        var name = local.Names[0];
        if (local.Value is TensorName same && same.Name == name && scope.Find(name) is not null)
            return;
        Map(local);
        if (local.Value is NoTensor)
        {
            Writer.Line($"{Flowing["Tensor"]} {scope.Declare(name)} = null!;");
            return;
        }
        var tuple = _tensors.TupleSize(local.Value);
        var text = _tensors.Print(local.Value, scope).Text;
        if (tuple > 1)
            text = $"{Flowing["TensorMath"]}.ToArray({text})";
        if (local.IsList || tuple > 1)
            _tensors.Lists.Add(name);
        if (local.IsAssignment && scope.Find(name) is { } known)
            Say($"{known.Text} = {text};");
        else
            Say($"{(local.IsList || tuple > 1 ? Flowing["Tensor"] + "[]" : "var")} {scope.Declare(name)} = {text};");
    }

    private void EmitUnpacking(TensorLocal local, NameScope scope)
    {
        Map(local);
        var source = _tensors.Print(local.Value, scope).Text;
        if (_tensors.TupleSize(local.Value) == 1)
        {
            var parts = scope.DeclareOwn("parts");
            Say($"{Flowing["Tensor"]}[] {parts} = {source};");
            source = "(" + string.Join(", ", local.Names.Select((_, i) => $"{parts}[{Literals.Int(i)}]")) + ")";
            Map(local);
        }
        if (local.IsAssignment && local.Names.All(n => n == "_" || scope.Find(n) is not null))
        {
            Say($"({string.Join(", ", local.Names.Select(n => n == "_" ? "_" : scope.Find(n)!.Text))}) = {source};");
            return;
        }
        Say($"var ({string.Join(", ", local.Names.Select(n => n == "_" ? "_" : scope.Declare(n)))}) = {source};");
    }

    /// <summary>Writes a statement; one that a debugger knows by its place in the spec is one line, since further ones would be taken for the spec's next.</summary>
    private void Say(string statement)
    {
        if (_file.Options.LineDirectives && !_isDescribing)
            Writer.Line(statement);
        else
            Writer.Statement(statement);
    }

    /// <summary>Leads the debugger and the C# compiler's messages about the next line to the spec.</summary>
    private void Map(Step step)
    {
        var place = step.Place;
        if (!_file.Options.LineDirectives || _isDescribing)
            return;
        var isUsable = place.Path is { Length: > 0 } path && !path.Contains('"') && !path.Any(Characters.IsHidden) && place is { Line: > 0, Column: > 0 }
            && place.Column < 65536 && place.EndColumn is > 0 and < 65536
            && (place.EndLine > place.Line || (place.EndLine == place.Line && place.EndColumn > place.Column));
        Writer.Directive(isUsable
            ? $"#line ({Literals.Plain(place.Line)},{Literals.Plain(place.Column)})-({Literals.Plain(place.EndLine)},{Literals.Plain(place.EndColumn)}) {Literals.Plain(Writer.Column)} \"{place.Path}\""
            : "#line default");
    }

    private sealed class IndexFinder(string item) : CodeRewriter
    {
        private bool _found;

        public bool IsIn(IReadOnlyList<Step> steps)
        {
            Visit(steps);
            return _found;
        }

        public override Code Visit(Code code)
        {
            _found |= code is CodePosition position && position.Item == item;
            return base.Visit(code);
        }
    }
}
