using System;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using Xunit;

namespace ArchGen.Dsl.Tests.Shapes.Operators;

/// <summary>No values make a rule throw, or report more than one error.</summary>
public class RobustnessTests
{
    private static readonly long[] s_numbers = [0, 1, 1, 1, 2, 2, 3, 4, 7, 64, -1, -2, -100, 5000, 1_000_000_007, long.MaxValue, long.MinValue];

    public static TheoryData<string> Names => [.. OperatorTable.All.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Wild_arguments_are_answered(string name)
    {
        var op = OperatorTable.Find(name)!;
        var random = new Random(name.Length * 31 + name[0]);
        for (var round = 0; round < 400; round++)
        {
            var call = new FakeCall(name, random.Next(2) == 0 ? Assumptions.None : Assumptions.None.AssumeDivides(4, SymbolicRuleTests.Input("H")));
            var count = op.Inputs switch
            {
                OperatorInputs.None => 0,
                OperatorInputs.One => 1,
                OperatorInputs.Many => random.Next(4),
                _ => (int)op.Inputs,
            };
            for (var i = 0; i < count; i++)
                call.With(Input(random));
            foreach (var parameter in op.Parameters.Where(p => p.Default is null && !p.IsOptional || random.Next(2) == 0))
                call.With(parameter.Name, Value(random, parameter));
            var result = call.Run();
            Assert.True(call.Codes.Count <= 1, string.Join(" ", call.Messages));
            if (call.Codes.Count > 0)
                Assert.Null(result);
            if (result?.Output is SingleTensor { Shape: { } shape })
                Assert.Equal(shape.Rank, shape.Axes.Count(a => a.Size is not null));
        }
    }

    private static TensorValue Input(Random random) => random.Next(12) switch
    {
        0 => new SingleTensor(null),
        1 => new KnownTensors([Tensor(random), Tensor(random)]),
        2 => new SummarizedTensors(Size(random), 2, [null, Size(random)], [Size(random), Size(random)]),
        3 => new KnownTensors([]),
        _ => Tensor(random),
    };

    private static SingleTensor Tensor(Random random) => new(Shape.Of([.. Enumerable.Range(0, random.Next(3) > 0 ? random.Next(2, 6) : random.Next(8)).Select(_ => Size(random))]));

    private static StaticValue Value(Random random, OperatorParameter parameter)
    {
        if (parameter.Options is { } options && (parameter.Kind == OperatorParameterKind.Symbol || random.Next(2) == 0))
            return new SymbolValue(options[random.Next(options.Count)]);
        return parameter.Kind switch
        {
            OperatorParameterKind.Float => random.Next(3) switch
            {
                0 => new FloatValue(null, new CodeName("p", CodeNameKind.Parameter)),
                1 => IntValue.Of(random.Next(-2, 3)),
                _ => FloatValue.Of(new[] { 0, 0.5, -1, double.NaN, double.PositiveInfinity }[random.Next(5)]),
            },
            OperatorParameterKind.Bool => new BoolValue(random.Next(3) switch { 0 => null, 1 => true, _ => false }, new CodeBool(true)),
            OperatorParameterKind.Int => SymbolicRuleTests.Int(Size(random)),
            _ when parameter.Kind != OperatorParameterKind.Ints && random.Next(2) == 0 => SymbolicRuleTests.Int(Size(random)),
            _ when random.Next(8) == 0 => new SymbolicListValue("dims", SymbolicRuleTests.Parameter("n"), StaticType.Int, new CodeName("dims", CodeNameKind.Parameter)),
            _ => SymbolicRuleTests.List([.. Enumerable.Range(0, random.Next(5)).Select(_ => Size(random))]),
        };
    }

    private static Dim Size(Random random) => random.Next(8) switch
    {
        0 => SymbolicRuleTests.Input("H"),
        1 => SymbolicRuleTests.Parameter("dim") * 2 - 3,
        2 => Dim.Symbol(new DimSymbol("?", DimKind.Opaque, new CodeInt(0))),
        3 => Dim.FloorDiv(SymbolicRuleTests.Input("H"), SymbolicRuleTests.Parameter("k")),
        _ => Dim.Constant(s_numbers[random.Next(s_numbers.Length)]),
    };
}
