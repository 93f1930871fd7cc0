using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Making and registering layers.</summary>
internal sealed partial class ClassEmitter
{
    private void EmitLayer(MakeLayer made, NameScope scope)
    {
        if (_members.Fields.Find(made.Field.Name) is not { } plan)
            return;
        var layer = _layers.Make(made.Layer, scope);
        var property = _members.Reference(plan.Property);
        var key = Key(made.Key.Parts, scope);
        var container = made.Key.Container is { } name ? _members.Fields.Shared.FirstOrDefault(c => c.Key == name) : null;
        switch (plan.Form)
        {
            case FieldForm.Single:
                Writer.Statement($"{property} = {layer};");
                Register(container, key, property);
                break;
            case FieldForm.ModuleList:
                Writer.Statement($"{property}.Add({layer});");
                break;
            case FieldForm.NamedModuleList:
                Writer.Statement($"{property}.Add({key}, {layer}, {Positions(plan, scope)});");
                break;
            default:
            {
                var local = scope.DeclareOwn("layer");
                var type = made.Layer is ConditionalLayer or ComponentLayer ? _layers.TypeOf(made.Layer, scope) : "var";
                Writer.Statement($"{type} {local} = {layer};");
                Writer.Statement(plan.Form == FieldForm.List ? $"{_listFields[plan.Name]}.Add({local});" : $"{property}.Add({local}, {Positions(plan, scope)});");
                Register(container, key, local);
                break;
            }
        }
    }

    private void Register(SharedContainer? container, string key, string layer) => Writer.Line(
        container is null ? $"{_members.Reference("register_module")}({key}, {layer});" : $"{_members.Reference(container.Property)}.Add({key}, {layer});");

    /// <summary>Where in its list a layer is: how often each loop around it has run.</summary>
    private string Positions(FieldPlan plan, NameScope scope)
    {
        var positions = new List<string>();
        foreach (var loop in plan.Loops)
        {
            Code index = loop switch
            {
                LoopStep { From: CodeInt { Value: 0 } } l => new CodeName(l.Index, CodeNameKind.Local),
                LoopStep l => new CodeOperation("-", [new CodeName(l.Index, CodeNameKind.Local), l.From], false),
                ForEachStep l => new CodePosition(l.Item),
                _ => new CodeInt(0),
            };
            positions.Add(ClassMembers.Position(index, _statics, scope, takesInt: false));
        }
        return string.Join(", ", positions);
    }

    /// <summary>A key of text and numbers as an expression.</summary>
    private string Key(IReadOnlyList<Code> parts, NameScope scope)
    {
        if (parts.All(p => p is CodeString or CodeInt { Value: >= 0 }))
            return Literals.String(string.Concat(parts.Select(p => p is CodeString text ? text.Value : Literals.Int(((CodeInt)p).Value).Text.TrimEnd('L'))));
        return "$\"" + string.Concat(parts.Select(p => p is CodeString text
            ? Literals.Interpolated(text.Value)
            : "{" + _statics.Print(p, scope).In(Binds.Conditional + 1) + "}")) + "\"";
    }
}
