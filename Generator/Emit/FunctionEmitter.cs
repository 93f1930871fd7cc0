using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Emits a file's <c>fn</c>s and <c>const</c>s: static members of one class a namespace.</summary>
internal static class FunctionEmitter
{
    /// <summary>The class that holds them.</summary>
    public const string Holder = "SpecValues";

    /// <summary>Writes the part of the class that one file adds.</summary>
    public static void Emit(FileContext file)
    {
        var writer = file.Writer;
        writer.Line("/// <summary>The functions and constants of the specs of this namespace.</summary>");
        using (writer.Block($"public static partial class {Holder}"))
        {
            for (var i = 0; i < file.Model.Functions.Count; i++)
            {
                if (i > 0)
                    writer.Line();
                Emit(file, file.Model.Functions[i]);
            }
        }
    }

    private static void Emit(FileContext file, FunctionModel function)
    {
        var writer = file.Writer;
        var printer = file.Statics();
        var scope = new NameScope(null);
        var parameters = ParameterPlan.Of(function.Parameters, printer, scope, byName: false);
        var type = file.Types.Of(function.ReturnType);
        DocWriter.Write(writer, function.Doc, (function.IsConst ? "The constant " : "The function ") + function.Name + ".");
        foreach (var parameter in parameters)
            DocWriter.Parameter(writer, parameter.Name, parameter.Model.Doc);
        var name = Identifiers.Local(function.Name);
        if (parameters.Count == 0)
        {
            // Computed at each use: another file's part of the class may hold what it is made of, and their order isn't known.
            writer.Line($"public static {(Identifiers.IsObjectMember(function.Name) ? "new " : "")}{type} {name} => {printer.Typed(function.Value, scope)};");
            return;
        }
        if (parameters.All(p => !p.IsLate))
        {
            ParameterPlan.WriteHead(writer, $"public static {type} {name}", parameters, $" => {printer.Typed(function.Value, scope)};");
            return;
        }
        ParameterPlan.WriteHead(writer, $"public static {type} {name}", parameters, "");
        using (writer.Block(""))
        {
            ParameterPlan.WriteDefaults(writer, parameters, printer, scope);
            writer.Line($"return {printer.Typed(function.Value, scope)};");
        }
    }
}
