using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Emits one module: its members, its constructor and its forward pass; and, in it, the classes of its named groups.</summary>
internal sealed partial class ClassEmitter
{
    private readonly FileContext _file;
    private readonly ClassModel _model;
    private readonly string _name;
    private readonly StaticUsage _usage;
    private readonly ClassMembers _members;
    private StaticPrinter _statics;
    private readonly LayerPrinter _layers;
    private readonly Dictionary<string, string> _tensorFields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _listFields = new(StringComparer.Ordinal);

    /// <summary>Prepares to emit a class, within <paramref name="outer"/> where it is a group's.</summary>
    public ClassEmitter(FileContext file, ClassModel model, ClassEmitter? outer = null)
    {
        _file = file;
        _model = model;
        _name = outer is null ? Identifiers.Type(model.Name) : outer._members.Nested(model.Name);
        _usage = new StaticUsage(model);
        _members = new ClassMembers(model, _name, _usage, outer?._members);
        _statics = file.Statics();
        _layers = new LayerPrinter(file, _statics, _members.Nested);
    }

    private CodeWriter Writer => _file.Writer;

    private TypeNames Types => _file.Types;

    private string Base => Types.ModuleType(_model.Inputs.Count, _model.OutputCount);

    /// <summary>Writes the class.</summary>
    public void Emit()
    {
        var facts = _model.IsBroken ? (IReadOnlyList<string>)["It has errors in its spec and can't be built."] : _model.Facts;
        DocWriter.Write(
            Writer, _model.Doc, $"{(_model.IsModel ? "The model" : "The block")} {_model.Name}.", _model.Signature.Length == 0 ? null : _model.Signature, facts);
        using (Writer.Block($"public partial class {_name} : {Base}{(_model.IsBroken ? "" : ", " + Types["IDescribed"])}"))
        {
            if (_model.IsBroken)
            {
                EmitShell();
                return;
            }
            var scope = new NameScope(null, _members.IsMember);
            var parameters = ParameterPlan.Of(_model.Parameters, _statics, scope, byName: true);
            EmitPrivateFields();
            EmitConstructor(parameters, scope);
            EmitProperties(scope);
            EmitForward();
            EmitDescription();
            if (_model.IsModel)
                EmitInference();
            EmitGuard();
            foreach (var nested in _model.Nested)
            {
                Writer.Line();
                new ClassEmitter(_file, nested, this).Emit();
            }
        }
    }

    /// <summary>What user code sees of a class with errors, so that it isn't drowned in messages about a missing type.</summary>
    private void EmitShell()
    {
        var scope = new NameScope(null);
        var parameters = ParameterPlan.Of(_model.Parameters, _statics, scope, byName: true);
        Writer.Line($"/// <summary>Has errors in its spec: the {_model.Name} that this makes can't run.</summary>");
        ParameterPlan.WriteHead(Writer, $"public {_name}", parameters, $" : base({Literals.String(_model.Name)})");
        using (Writer.Block(""))
        {
        }
        Writer.Line();
        Writer.Line("/// <inheritdoc/>");
        var inputs = string.Join(", ", _model.Inputs.Select(i => $"{Types["Tensor"]} {new NameScope(null).Declare(i.Name)}"));
        Writer.Line($"public override {Result} forward({inputs}) =>");
        using (Writer.Indented())
            Writer.Line($"throw new {Types["InvalidOperationException"]}({Literals.String($"{_model.Name} has errors in its spec; the build's ARCH messages say which.")});");
    }

    private string Result => _model.OutputCount == 1 ? Types["Tensor"] : "(" + string.Join(", ", Enumerable.Repeat(Types["Tensor"], _model.OutputCount)) + ")";

    private void EmitPrivateFields()
    {
        var any = false;
        foreach (var parameter in _model.Parameters)
        {
            if (!_members.Values.TryGetValue(parameter.Name, out var field))
                continue;
            Writer.Line($"private readonly {Types.Of(parameter.Type)} {field};");
            any = true;
        }
        foreach (var (tensor, isConditional) in _members.Fields.Tensors)
        {
            var field = _members.Private(tensor.Name);
            _tensorFields[tensor.Name] = field;
            var type = tensor.IsBuffer ? Types["Tensor"] : Types["Parameter"];
            if (_members.Tensor(tensor.Name) != tensor.Name)
                Writer.Line($"[ComponentName(Name = {Literals.String(tensor.Name)})]");
            Writer.Line($"private {type}{(isConditional ? "?" : "")} {field};");
            any = true;
        }
        foreach (var list in _members.Fields.Fields.Where(f => f.Form == FieldForm.List))
        {
            var field = _members.Private(list.Name);
            _listFields[list.Name] = field;
            Writer.Line($"private readonly {Types["List"]}<{EntryType(list)}> {field} = [];");
            any = true;
        }
        if (any)
            Writer.Line();
    }

    private string EntryType(FieldPlan field) => _layers.TypeOf(field.Made.Layer, ScopeOfParameters());

    private NameScope ScopeOfParameters()
    {
        var scope = new NameScope(null);
        foreach (var parameter in _model.Parameters)
            scope.Declare(parameter.Name, parameter.Type);
        return scope;
    }

    private void EmitProperties(NameScope scope)
    {
        foreach (var (tensor, isConditional) in _members.Fields.Tensors)
            EmitTensorProperty(tensor, isConditional);
        foreach (var container in _members.Fields.Shared)
        {
            Writer.Line();
            Writer.Line($"/// <summary>The layers whose keys begin with <c>{DocWriter.Escape(container.Key)}.</c></summary>");
            var type = $"{Types["NamedModuleList"]}<{Types["Module"]}>";
            Writer.Line($"public {type} {container.Property} {{ get; }} = new({Literals.String(container.Key)});");
        }
        foreach (var field in _members.Fields.Fields)
        {
            Writer.Line();
            Writer.Line($"/// <summary>{DocWriter.Escape(Describe(field))}</summary>");
            var type = EntryType(field);
            Writer.Line(field.Form switch
            {
                FieldForm.Single => $"public {type}{(field.IsConditional ? "?" : "")} {field.Property} {{ get; }}",
                FieldForm.ModuleList => $"public {Types["ModuleList"]}<{type}> {field.Property} {{ get; }} = new();",
                FieldForm.NamedModuleList => $"public {Types["NamedModuleList"]}<{type}> {field.Property} {{ get; }} = new({Literals.String(field.Made.Key.Container!)});",
                FieldForm.List => $"public {Types["IReadOnlyList"]}<{type}> {field.Property} => {_listFields[field.Name]};",
                _ => $"public {Types["ModuleTable"]}<{type}> {field.Property} {{ get; }} = new();",
            });
        }
    }

    private void EmitTensorProperty(MakeTensor tensor, bool isConditional)
    {
        var field = _tensorFields[tensor.Name];
        var type = (tensor.IsBuffer ? Types["Tensor"] : Types["Parameter"]) + (isConditional ? "?" : "");
        var register = tensor.IsBuffer ? "ConditionallyRegisterBuffer" : "ConditionallyRegisterParameter";
        Writer.Line();
        Writer.Line($"/// <summary>{(tensor.IsBuffer ? "A fixed tensor" : "A learned tensor")}, <c>{DocWriter.Escape(tensor.Name)}</c>.</summary>");
        using (Writer.Block($"public {type} {_members.Tensor(tensor.Name)}"))
        {
            Writer.Line($"get => {field};");
            using (Writer.Block("set"))
            {
                Writer.Line($"{field} = value;");
                Writer.Line($"{register}({Literals.String(tensor.Name)}, value);");
            }
        }
    }

    private static string Describe(FieldPlan field)
    {
        var key = string.Concat(field.Made.Key.Parts.Select(p => p is CodeString text ? text.Value : "{…}"));
        var full = field.Made.Key.Container is { } container ? $"{container}.{key}" : key;
        return field.Form == FieldForm.Single ? $"The layer {full}." : $"The layers {full}.";
    }

    /// <summary>Everything is registered under its key already: the base must not look for fields and register them again, under other names.</summary>
    private void EmitGuard()
    {
        Writer.Line();
        Writer.Line("/// <summary>Nothing is left to do: the constructor registers everything under its key.</summary>");
        Writer.Line("protected override void RegisterComponents()");
        using (Writer.Block(""))
        {
        }
    }
}
