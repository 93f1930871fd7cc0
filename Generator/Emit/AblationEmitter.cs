using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Emits an ablation: a static class with a member each and the list of them.</summary>
internal static class AblationEmitter
{
    /// <summary>The list of all members.</summary>
    private const string All = "All";

    /// <summary>Writes an ablation's class.</summary>
    public static void Emit(FileContext file, AblationModel ablation)
    {
        var writer = file.Writer;
        var types = file.Types;
        // Members of several classes have in common what they take and give.
        var model = ablation.Members.Any(m => m.Edited is not null) ? types.ModuleType(ablation.Inputs, ablation.Outputs) : file.ClassName(ablation.ModelNamespace, ablation.Model);
        var memberNames = new List<string>();
        foreach (var one in ablation.Members)
            memberNames.Add(Identifiers.Distinct(Identifiers.Member(one.Name), n => n == All || n == ablation.Name || memberNames.Contains(n)));
        var choices = new AblationChoices(file, ablation, n => n == All || memberNames.Contains(n));
        var member = $"{types["AblationMember"]}<{model}, {choices.Record}>";
        DocWriter.Write(writer, ablation.Doc, $"The ablation {ablation.Name} of {ablation.Base}.", null, [$"{ablation.Members.Count} networks."]);
        using (writer.Block($"public static partial class {Identifiers.Type(ablation.Name)}"))
        {
            foreach (var (one, name) in ablation.Members.Zip(memberNames, (one, name) => (one, name)))
            {
                var own = one.Edited is { } edited ? Identifiers.Type(edited) : file.ClassName(ablation.ModelNamespace, ablation.Model);
                EmitMember(file, ablation, one, name, member, choices.Of(one), own == model ? null : own);
            }
            writer.Line("/// <summary>Every member, the last axis changing fastest.</summary>");
            writer.Statement($"public static {types["IReadOnlyList"]}<{member}> {All} {{ get; }} = [{string.Join(", ", memberNames)}];");
            writer.Line();
            choices.Emit();
        }
    }

    private static void EmitMember(FileContext file, AblationModel ablation, AblationMemberModel one, string name, string type, string choice, string? model)
    {
        var writer = file.Writer;
        var facts = one.Facts;
        DocWriter.Write(
            writer, string.Join(", ", one.Choices.Select(c => $"{c.Axis}: {c.Option}")) + ".", "", null, VariantEmitter.FactLines(facts));
        var printer = file.Statics();
        new LayerPrinter(file, printer, Identifiers.Type);
        var scope = new NameScope(null);
        var arguments = one.Arguments.Select(a => $"{Identifiers.Local(a.Name)}: {printer.Argument(a.Value, scope)}");
        var choices = one.Choices.Select(c => $"new({Literals.String(c.Axis)}, {Literals.String(c.Option)}{Value(c.Value)})");
        // What a number is, its text may leave to the type that is wanted; here that is any.
        string Value(Code? value) => value switch
        {
            null => "",
            CodeFloat or CodeInt => $", ({(value is CodeFloat ? "double" : "long")}){printer.Argument(value, scope)}",
            CodeBool or CodeString => ", " + printer.Argument(value, scope),
            _ => "",
        };
        string Recipe() => ablation.Recipe is var (space, recipe) ? ", " + RecipeEmitter.Of(Identifiers.Global(space, recipe), one.Settings) : "";
        var macs = facts.Macs is { } count ? Literals.Grouped(count) : "null";
        var shape = facts.InputShape is { } sizes ? $"[{string.Join(", ", sizes.Select(Literals.Grouped))}]" : "null";
        writer.Statement(
            $"public static {type} {name} {{ get; }} = new({Literals.String(one.FullName)}, {choice}, [{string.Join(", ", choices)}], {Literals.Grouped(facts.Parameters)}, {macs}, {shape}, " +
            $"{Literals.String(facts.LegalInput)}, static () => new{(model is null ? "" : " " + model)}({string.Join(", ", arguments)}){(model is null ? "" : $", typeof({model})")}) {{ Label = {Literals.String(one.Label)}{Recipe()} }};");
        writer.Line();
    }
}
