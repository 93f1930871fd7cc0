using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What names mean.</summary>
internal sealed partial class Elaborator
{
    private Value? EvaluateName(Frame frame, NameExpressionSyntax name, Flow? fed)
    {
        if (name.Name == "it")
            return frame.Current;
        if (frame.Scope.Find(name.Name) is { } variable)
        {
            frame.Recording?.Name(name.Span, variable);
            if (variable.Layer is null && !(fed is not null && MeansOperator(variable)))
                return variable.Value is Known { Static: ComponentValue } && fed is not null ? ApplyAsStep(frame, name, fed) : variable.Value;
        }
        else if (frame.File.Visible.TryGetValue(name.Name, out var definition) && definition is ConstSymbol constant)
        {
            return ConstantOf(frame, constant, name.Span) is { } value ? new Known(value) : null;
        }
        else if (name.Name == "pi")
        {
            return new Known(FloatValue.Of(Math.PI));
        }
        if (fed is not null)
            return ApplyAsStep(frame, name, fed);
        return CallableOf(frame, name, out _) is { } callable ? ComponentOf(frame, callable) : null;
    }

    /// <summary>The names that could have been meant where an unknown one stands.</summary>
    private static IEnumerable<string> NamesInReach(Frame frame) =>
        frame.Scope.Names.Concat(frame.File.Visible.Keys).Concat(OperatorTable.All.Select(o => o.Name)).Concat(StaticFunctions.Names);

    private void ReportUnknown(Frame frame, NameExpressionSyntax name)
    {
        // What may have been meant costs a look at every name: not where nobody is told.
        if (frame.File.HasUnknownImport || frame.Quiet > frame.Lenient || ReportConditional(frame, name))
            return;
        Report(frame, Catalog.UnknownName, name.Span, name.Name, ForeignNames.Suggestion(name.Name) ?? Suggestion(name.Name, NamesInReach(frame)));
    }

    private StaticValue? ConstantOf(Frame user, ConstSymbol constant, Text.TextSpan use)
    {
        if (constant.IsBeingEvaluated)
        {
            Report(user, Catalog.Cycle, use, constant.Name, "a constant needs values that are known before it");
            return null;
        }
        if (constant.Value is null && !constant.HasFailed)
        {
            constant.IsBeingEvaluated = true;
            var frame = new Frame { File = constant.File, Subject = constant.Name, Concrete = true };
            var value = EvaluateStatic(frame, constant.Syntax.Value, "a constant");
            constant.IsBeingEvaluated = false;
            constant.HasFailed = value is null;
            constant.Value = value is null ? null : WithCode(value, new CodeCall(constant.Name, [], true, constant.File.Namespace));
        }
        return constant.Value;
    }

    /// <summary>The same value computed by other code: a local's or a parameter's name. Components that aren't handed in have no code to replace.</summary>
    private static StaticValue WithCode(StaticValue value, Code code) => value switch
    {
        SymbolValue => value,
        ComponentValue component => HandedIn(component.Target) is null ? value : component with { Code = code, Target = WithCode(component.Target, code) },
        ListValue or SymbolicListValue when PendingComponent.In(value.Code) => value,
        ListValue list => list with
        {
            Code = code,
            Items = list.Items.Select((item, i) => WithCode(item, new CodeIndex(code, new CodeInt(i)))).ToArray(),
        },
        _ => value with { Code = code },
    };

    /// <summary>Binds a new name in the current scope; a name in use in the same body is refused.</summary>
    private Variable Declare(Frame frame, NameSyntax name, string article, Value? value, bool isVar = false)
    {
        var variable = new Variable(name.Text, name.Span, article, value, isVar);
        if (!name.IsMissing)
        {
            var isTaken = true;
            if (name.Text == "it")
                Report(frame, Catalog.DuplicateName, name.Span, "it", "the current value");
            else if (frame.Scope.FindDeclared(name.Text) is { } other && other.Span != name.Span)
                Report(frame, Catalog.DuplicateName, name.Span, name.Text, other.Article);
            else if (article == "a value" && OperatorTable.Find(name.Text) is not null)
                Report(frame, Catalog.DuplicateName, name.Span, name.Text, "an operator");
            else
                isTaken = false;
            // What a name with two meanings is used for is nobody's error.
            frame.Scope.Add(isTaken ? new Variable(name.Text, name.Span, article, null, isVar) : variable);
            frame.Recording?.Declared(variable);
        }
        return variable;
    }
}
