using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>One parameter of a constructor or function as C# declares it.</summary>
/// <param name="Model">The spec's parameter.</param>
/// <param name="Name">Its name in C#.</param>
/// <param name="Declaration">Type, name and default.</param>
/// <param name="IsLate">True where its default can't be written in the declaration and is computed in the body.</param>
internal sealed record ParameterPlan(ParameterModel Model, string Name, string Declaration, bool IsLate)
{
    private const int LongestLine = 120;

    /// <summary>
    /// Plans parameters, binding each in <paramref name="scope"/>. C# wants those with defaults last: where arguments are given by name they are moved there, else
    /// a default before one without is dropped.
    /// </summary>
    public static IReadOnlyList<ParameterPlan> Of(IReadOnlyList<ParameterModel> parameters, StaticPrinter printer, NameScope scope, bool byName)
    {
        var plans = new List<ParameterPlan>();
        var lastRequired = parameters.ToList().FindLastIndex(p => p.Default is null);
        var ordered = byName
            ? parameters.OrderBy(p => p.Default is null ? 0 : 1)
            : parameters.Select((p, i) => i < lastRequired ? p with { Default = null } : p);
        foreach (var parameter in ordered)
        {
            var name = scope.Declare(parameter.Name, parameter.Type);
            var type = printer.Types.Of(parameter.Type);
            if (parameter.Default is null)
                plans.Add(new ParameterPlan(parameter, name, $"{type} {name}", false));
            else if (IsConstant(parameter.Default))
                plans.Add(new ParameterPlan(parameter, name, $"{type} {name} = {printer.Argument(parameter.Default, scope)}", false));
            else
                plans.Add(new ParameterPlan(parameter, name, $"{type}? {name} = null", true));
        }
        return plans;
    }

    /// <summary>Writes a member's head with its parameters, on one line where they fit.</summary>
    public static void WriteHead(CodeWriter writer, string head, IReadOnlyList<ParameterPlan> parameters, string tail)
    {
        var line = $"{head}({string.Join(", ", parameters.Select(p => p.Declaration))}){tail}";
        if (writer.Column + line.Length <= LongestLine || parameters.Count == 0)
        {
            writer.Line(line);
            return;
        }
        writer.Line(head + "(");
        using (writer.Indented())
        {
            for (var i = 0; i < parameters.Count; i++)
                writer.Line(parameters[i].Declaration + (i == parameters.Count - 1 ? ")" + tail : ","));
        }
    }

    /// <summary>Gives parameters that were left out their computed defaults.</summary>
    public static void WriteDefaults(CodeWriter writer, IEnumerable<ParameterPlan> parameters, StaticPrinter printer, NameScope scope)
    {
        foreach (var parameter in parameters.Where(p => p.IsLate))
        {
            var value = printer.Typed(parameter.Model.Default!, scope);
            if (parameter.Model.Type is not ScalarType || parameter.Model.Type == StaticType.String)
            {
                writer.Statement($"{parameter.Name} ??= {value};");
                continue;
            }
            var local = scope.DeclareOwn(parameter.Name.TrimStart('@') + "Value");
            writer.Statement($"var {local} = {parameter.Name} ?? {value.In(Binds.Conditional + 1)};");
            scope.Bind(parameter.Model.Name, local, parameter.Model.Type);
        }
    }

    private static bool IsConstant(Code code) => code switch
    {
        CodeInt or CodeFloat or CodeBool or CodeString => true,
        CodeOperation { Operator: "neg", Operands: [CodeInt or CodeFloat] } => true,
        _ => false,
    };
}
