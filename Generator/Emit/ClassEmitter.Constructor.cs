using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>The constructor.</summary>
internal sealed partial class ClassEmitter
{
    private void EmitConstructor(IReadOnlyList<ParameterPlan> parameters, NameScope scope)
    {
        Writer.Line($"/// <summary>Builds the {(_model.IsModel ? "model" : "block")} with new weights.</summary>");
        foreach (var parameter in parameters)
            DocWriter.Parameter(Writer, parameter.Name, parameter.Model.Doc);
        if (_model.Where.Count > 0)
            Writer.Line("/// <exception cref=\"global::System.ArgumentException\">The arguments break one of the spec's constraints.</exception>");
        ParameterPlan.WriteHead(Writer, $"public {_name}", parameters, "");
        using (Writer.Indented())
            Writer.Line($": base({Literals.String(_model.Name)})");
        using (Writer.Block(""))
        {
            ParameterPlan.WriteDefaults(Writer, parameters, _statics, scope);
            foreach (var constraint in _model.Where)
                EmitConstraint(constraint, scope);
            foreach (var parameter in _model.Parameters)
            {
                if (_members.Values.TryGetValue(parameter.Name, out var field))
                    Writer.Statement($"{field} = {scope.Find(parameter.Name)!.Text};");
            }
            foreach (var container in _members.Fields.Shared)
                Writer.Line($"{_members.Reference("register_module")}({Literals.String(container.Key)}, {_members.Reference(container.Property)});");
            foreach (var list in _members.Fields.Fields.Where(f => f.Form == FieldForm.NamedModuleList))
                Writer.Line($"{_members.Reference("register_module")}({Literals.String(list.Made.Key.Container!)}, {_members.Reference(list.Property)});");
            foreach (var step in _model.Body)
            {
                EmitConstructorStep(step, scope);
                foreach (var list in _members.Fields.Fields.Where(f => f.Form == FieldForm.ModuleList && f.Loops[0] == step))
                    Writer.Line($"{_members.Reference("register_module")}({Literals.String(list.Made.Key.Container!)}, {_members.Reference(list.Property)});");
            }
        }
    }

    private void EmitConstraint(ConstraintModel constraint, NameScope scope)
    {
        var names = new NameCollector();
        names.Visit(constraint.Condition);
        var values = new List<string>();
        foreach (var name in names.Names)
        {
            if (scope.Find(name) is not { Type: not ComponentType } binding)
                continue;
            var value = binding.Type is ListType { Element: ComponentType or ListType { Element: ComponentType } } ? $"a list of {{{binding.Text}.Length}}"
                : binding.Type is ListType ? $"[{{string.Join(\", \", {binding.Text})}}]" : $"{{{binding.Text}}}";
            values.Add($"{name} is {value}");
        }
        var found = values.Count == 0 ? "" : ", but " + string.Join(values.Count > 2 ? ", " : " and ", values);
        Writer.Line($"if ({_statics.Negated(constraint.Condition, scope)})");
        using (Writer.Indented())
        {
            Writer.Line(
                $"throw new {Types["ArgumentException"]}({Types["FormattableString"]}.Invariant($\"{Literals.Interpolated($"{_model.Name} requires {constraint.Text}")}{found}.\"));");
        }
    }

    private void EmitConstructorStep(Step step, NameScope scope)
    {
        if (!_usage.NeededInConstructor(step))
            return;
        switch (step)
        {
            case StaticLocal local:
                EmitLocal(local.Name, local.Type, local.Value, local.IsAssignment, scope);
                break;
            case CarriedDim local:
                EmitLocal(local.Name, StaticType.Int, local.Value, local.IsAssignment, scope);
                break;
            case MakeLayer made:
                EmitLayer(made, scope);
                break;
            case MakeTensor made:
                EmitTensor(made, scope);
                break;
            case InitStep init:
                EmitInit(init, scope);
                break;
            case LoopStep or ForEachStep:
                EmitLoop(step, scope, (s, inner) => EmitConstructorStep(s, inner), needsCounter: true);
                break;
            case IfStep choice:
                EmitIf(choice, scope, (s, inner) => EmitConstructorStep(s, inner), _usage.NeededInConstructor);
                break;
        }
    }

    private void EmitLocal(string name, StaticType type, Code value, bool isAssignment, NameScope scope)
    {
        var text = _statics.Typed(value, scope);
        if (isAssignment && scope.Find(name) is { } known)
        {
            if (known.Text != text.Text)
                Writer.Statement($"{known.Text} = {text};");
        }
        else
        {
            Writer.Statement($"{Types.Of(type)} {scope.Declare(name, type)} = {text};");
        }
    }

    private void EmitLoop(Step step, NameScope scope, Action<Step, NameScope> emit, bool needsCounter)
    {
        var inner = scope.Nested();
        string head;
        var first = "";
        IReadOnlyList<Step> body;
        if (step is LoopStep loop)
        {
            body = loop.Body;
            var from = _statics.Print(loop.From, scope);
            var to = _statics.Print(loop.To, scope).In(Binds.Relational + 1);
            var index = inner.Declare(loop.Index, StaticType.Int);
            inner.Bind(ClassMembers.IntMark(loop.Index), index, null);
            head = loop.From is CodeInt ? $"for (var {index} = {from}; {index} < {to}; {index}++)" : $"for (var {index} = (int){from.In(Binds.Unary)}; {index} < {to}; {index}++)";
        }
        else
        {
            var each = (ForEachStep)step;
            body = each.Body;
            var list = _statics.Print(each.List, scope);
            var item = inner.Declare(each.Item, each.ItemType);
            if (needsCounter)
            {
                var counter = inner.DeclareOwn("position");
                inner.Bind(ClassMembers.CounterOf(each.Item), counter, StaticType.Int);
                head = $"for (var {counter} = 0; {counter} < {list.In(Binds.Primary)}.Length; {counter}++)";
                first = $"var {item} = {list.In(Binds.Primary)}[{counter}];";
            }
            else
            {
                head = $"foreach (var {item} in {list})";
            }
        }
        using (Writer.Block(head))
        {
            if (first.Length > 0)
                Writer.Line(first);
            foreach (var child in body)
                emit(child, inner);
        }
    }

    private void EmitIf(IfStep choice, NameScope scope, Action<Step, NameScope> emit, Func<Step, bool> isNeeded)
    {
        var hasThen = choice.Then.Any(isNeeded);
        var condition = hasThen ? _statics.Print(choice.Condition, scope) : _statics.Negated(choice.Condition, scope);
        using (Writer.Block($"if ({condition})"))
        {
            var inner = scope.Nested();
            foreach (var child in hasThen ? choice.Then : choice.Else)
                emit(child, inner);
        }
        if (!hasThen || !choice.Else.Any(isNeeded))
            return;
        using (Writer.Block("else"))
        {
            var inner = scope.Nested();
            foreach (var child in choice.Else)
                emit(child, inner);
        }
    }

    private void EmitInit(InitStep init, NameScope scope) => Writer.Statement(
        $"{Types["LayerInit"]}.Below(this, {Literals.String(init.Kind)}{Start("weight", init.Weight, scope)}{Start("bias", init.Bias, scope)});");

    private string Start(string tensor, TensorInit? init, NameScope scope) =>
        init is null ? "" : $", {tensor}: {_statics.Argument(new CodeInitial(init), scope)}";

    private void EmitTensor(MakeTensor made, NameScope scope)
    {
        var shape = "[" + string.Join(", ", made.Shape.Select(s => _statics.Argument(s, scope))) + "]";
        var start = Types["InitialTensor"];
        var value = made.Init switch
        {
            ConstantInit constant => $"{start}.Constant({shape}, {_statics.Argument(constant.Value, scope)})",
            ComputedInit computed => $"{start}.Computed({shape}, () => {new TensorPrinter(_statics, _members, null).Print(computed.Value, scope)})",
            _ => $"{start}.Of({shape}, {_statics.Argument(new CodeInitial(made.Init), scope)})",
        };
        var field = _tensorFields[made.Name];
        Writer.Statement(made.IsBuffer ? $"{field} = {value};" : $"{field} = new {Types["Parameter"]}({value});");
        Writer.Line($"{_members.Reference(made.IsBuffer ? "register_buffer" : "register_parameter")}({Literals.String(made.Name)}, {field});");
    }

    private sealed class NameCollector : CodeRewriter
    {
        public List<string> Names { get; } = [];

        public override Code Visit(Code code)
        {
            if (code is CodeName { Name: var name } && !Names.Contains(name))
                Names.Add(name);
            return base.Visit(code);
        }
    }
}
