using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Tests.Shapes.Operators;

/// <summary>A call of an operator without a spec around it.</summary>
internal sealed class FakeCall(string name, Assumptions assumptions) : OperatorContext
{
    private readonly List<TensorValue> _inputs = [];
    private readonly Dictionary<string, StaticValue> _arguments = [];
    private readonly Operator _operator = OperatorTable.Find(name) ?? throw new ArgumentException($"there is no operator '{name}'");

    public List<string> Codes { get; } = [];

    public List<string> Messages { get; } = [];

    public List<string> Places { get; } = [];

    /// <summary>What must be demanded of the symbols.</summary>
    public List<string> Demands { get; } = [];

    public override string Name => name;

    public override IReadOnlyList<TensorValue> Inputs => _inputs;

    public override Assumptions Assumptions => assumptions;

    /// <summary>A call with concrete sizes: <c>Of("conv2d", "[1,3,8,8]", "out_channels=4;kernel_size=3")</c>.</summary>
    public static FakeCall Of(string name, string inputs, string arguments = "")
    {
        var call = new FakeCall(name, Assumptions.None);
        foreach (var input in inputs.Split('|', StringSplitOptions.RemoveEmptyEntries))
            call.With(Sizes(input));
        foreach (var argument in arguments.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = argument.IndexOf('=', StringComparison.Ordinal);
            call.With(argument[..at], Value(argument[(at + 1)..]));
        }
        return call;
    }

    public FakeCall With(params Dim[] sizes)
    {
        _inputs.Add(new SingleTensor(Shape.Of(sizes)));
        return this;
    }

    public FakeCall With(TensorValue input)
    {
        _inputs.Add(input);
        return this;
    }

    public FakeCall With(string parameter, StaticValue value)
    {
        if (_operator.Parameters.All(p => p.Name != parameter))
            throw new ArgumentException($"'{name}' has no parameter '{parameter}'");
        _arguments[parameter] = value;
        return this;
    }

    public FakeCall With(string parameter, Dim value) => With(parameter, new IntValue(value, value.ToCode()));

    public OperatorResult? Run() => _operator.Apply(this);

    /// <summary><c>[1, 4, 8, 8]</c>, several shapes, or the message's code and text.</summary>
    public string RunText()
    {
        var result = Run();
        if (Codes.Count > 0)
            return string.Join("\n", Codes.Zip(Messages, (code, message) => code + ": " + message));
        return result?.Output switch
        {
            SingleTensor single => single.Shape?.ToString() ?? "unknown",
            KnownTensors list => string.Join(" ", list.Items.Select(i => i.Shape)),
            SummarizedTensors summary =>
                $"{summary.Count} of [{string.Join(", ", summary.Common.Select(c => c?.ToString() ?? "?"))}] sums [{string.Join(", ", summary.Sums)}]",
            _ => "nothing",
        };
    }

    public IReadOnlyList<string> RunMessages()
    {
        Run();
        return Messages;
    }

    public override StaticValue? Argument(string name) =>
        _arguments.TryGetValue(name, out var value) ? value : _operator.Parameters.Single(p => p.Name == name).Default;

    public override void Report(DiagnosticDescriptor descriptor, CallPlace place, IReadOnlyList<DimOrigin?> related, params object[] arguments)
    {
        Codes.Add(descriptor.Code);
        Messages.Add(string.Format(CultureInfo.InvariantCulture, descriptor.MessageForm, arguments));
        Places.Add(place.Argument ?? (place.Input >= 0 ? place.Input.ToString(CultureInfo.InvariantCulture) : ""));
    }

    public override bool RequireAtLeast(Dim value, long minimum, DiagnosticDescriptor descriptor, CallPlace place, params object[] arguments)
    {
        var proof = assumptions.AtLeast(value, minimum);
        if (proof == Proof.False)
            Report(descriptor, place, [], arguments);
        else if (proof == Proof.Unknown)
            Demands.Add($"{value} >= {minimum}");
        return proof != Proof.False;
    }

    internal static Dim[] Sizes(string text) =>
        [.. text.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => Dim.Constant(long.Parse(s, CultureInfo.InvariantCulture)))];

    private static StaticValue Value(string text)
    {
        if (text.StartsWith('['))
        {
            var items = Sizes(text).Select(s => (StaticValue)IntValue.Of(s.Value!.Value)).ToArray();
            return new ListValue(items, StaticType.Int, new CodeList([.. items.Select(i => i.Code)], StaticType.Int));
        }
        if (text is "true" or "false")
            return BoolValue.Of(text == "true");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return IntValue.Of(number);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? FloatValue.Of(real) : new SymbolValue(text);
    }
}
