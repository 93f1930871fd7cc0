using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Patterns;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Tests.Shapes.Patterns;

/// <summary>A pattern without a spec around it.</summary>
internal sealed class PatternProbe(Assumptions assumptions) : PatternContext
{
    public List<string> Messages { get; } = [];

    public List<TextSpan> Spans { get; } = [];

    public override Assumptions Assumptions => assumptions;

    public override void Report(DiagnosticDescriptor descriptor, TextSpan span, IReadOnlyList<DimOrigin?> related, params object[] arguments)
    {
        Messages.Add(descriptor.Code + ": " + string.Format(CultureInfo.InvariantCulture, descriptor.MessageForm, arguments));
        Spans.Add(span);
    }

    public override bool RequireAtLeast(Dim value, long minimum, DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments)
    {
        if (assumptions.AtLeast(value, minimum) != Proof.False)
            return true;
        Report(descriptor, span, [], arguments);
        return false;
    }

    /// <summary>Plans <c>rearrange(n (h p) -> n h p, p: 2)</c>.</summary>
    public PatternPlan? Plan(string text, Shape input, PatternReduction reduction = PatternReduction.Mean, params (string Name, Dim Size)[] sizes)
    {
        var call = Parse(text, sizes);
        return PatternRules.Plan(call, input, sizes.ToDictionary(s => s.Name, s => new IntValue(s.Size, s.Size.ToCode())), reduction, this);
    }

    public static PatternCallSyntax Parse(string text, params (string Name, Dim Size)[] sizes)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        var arguments = sizes.Select(s => new ArgumentSyntax(default, new NameSyntax(default, s.Name), new BadExpressionSyntax(default))).ToArray();
        return new PatternCallSyntax(
            new TextSpan(0, text.Length), new NameSyntax(new TextSpan(0, open), text[..open]), null,
            Axes(text, open + 1, arrow), Axes(text, arrow + 2, text.Length - 1), arguments);
    }

    private static List<PatternAxisSyntax> Axes(string text, int at, int end)
    {
        var axes = new List<PatternAxisSyntax>();
        List<NameSyntax>? group = null;
        for (var start = 0; at < end; at++)
        {
            if (text[at] == '(')
                (group, start) = ([], at);
            else if (text[at] == ')')
            {
                axes.Add(new PatternAxisSyntax(TextSpan.FromBounds(start, at + 1), group!, true));
                group = null;
            }
            else if (text[at] != ' ')
            {
                var from = at;
                while (at + 1 < end && text[at + 1] is not (' ' or '(' or ')'))
                    at++;
                var name = new NameSyntax(TextSpan.FromBounds(from, at + 1), text.Substring(from, at + 1 - from));
                if (group is null)
                    axes.Add(new PatternAxisSyntax(name.Span, [name], false));
                else
                    group.Add(name);
            }
        }
        return axes;
    }

    /// <summary>A reshape's sizes as text: <c>#0</c> is the input's axis 0.</summary>
    public static string Text(IEnumerable<PatternSize?>? sizes) =>
        sizes is null ? "-" : "[" + string.Join(", ", sizes.Select(s => s is null ? "_" : Text(s.ToCode(new TensorName("x"))))) + "]";

    private static string Text(Code code) => code switch
    {
        CodeInt number => number.Value.ToString(CultureInfo.InvariantCulture),
        CodeName name => name.Name,
        CodeSize size => "#" + size.Axis.ToString(CultureInfo.InvariantCulture),
        CodeOperation operation => string.Join(" " + operation.Operator + " ", operation.Operands.Select(Text)),
        _ => code.ToString(),
    };
}
