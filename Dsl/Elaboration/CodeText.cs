using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Code as the spec would write it, for names of symbols and messages.</summary>
internal static class CodeText
{
    public static string Of(Code code) => code switch
    {
        CodeInt number => number.Value.ToString(CultureInfo.InvariantCulture),
        CodeFloat number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        CodeBool truth => truth.Value ? "true" : "false",
        CodeString text => $"\"{text.Value}\"",
        CodeName name => name.Name,
        CodeIndex index => $"{Of(index.List)}[{Of(index.Index)}]",
        CodeSlice slice => $"{Of(slice.List)}[{(slice.From is null ? "" : Of(slice.From))}..{(slice.To is null ? "" : Of(slice.To))}]",
        CodeCall { Arguments.Count: 0, IsUserFunction: true } call => call.Function,
        CodeCall call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Of))})",
        CodeOperation { Operands.Count: 1 } operation => $"{(operation.Operator == "neg" ? "-" : operation.Operator + " ")}{Of(operation.Operands[0])}",
        CodeOperation { Operator: "floordiv" } operation => $"floor_div({Of(operation.Operands[0])}, {Of(operation.Operands[1])})",
        CodeOperation operation => $"({string.Join($" {operation.Operator} ", operation.Operands.Select(Of))})",
        CodeList list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        PendingComponent component => component.Target.Name,
        CodeConditional choice => $"(if {Of(choice.Condition)} then {Of(choice.Then)} else {Of(choice.Else)})",
        CodeComprehension list => $"[{Of(list.Item)} for {list.Index} in …]",
        CodeInitial initial => Of(initial.Init),
        _ => "…",
    };

    private static string Of(TensorInit init) => init switch
    {
        ConstantInit constant => Of(constant.Value),
        CalledInit call => $"{call.Name}({string.Join(", ", call.Arguments.Select(a => $"{a.Name}: {Of(a.Value)}"))})",
        ConditionalInit choice => $"(if {Of(choice.Condition)} then {Of(choice.Then)} else {Of(choice.Else)})",
        _ => "…",
    };
}
