using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Names that exist under a condition.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Brings the names into the current scope that are declared under conditions which hold here.</summary>
    private void Inherit(Frame frame)
    {
        if (!frame.Scope.HasConditionalNames)
            return;
        var settled = new Dictionary<NameCondition, bool>();
        bool Holds(NameCondition condition)
        {
            if (!settled.TryGetValue(condition, out var holds))
                settled.Add(condition, holds = HoldsHere(frame, condition));
            return holds;
        }

        // The names in a condition may be conditional themselves; those around come first.
        foreach (var conditional in frame.Scope.ConditionalNames.ToArray())
        {
            if (frame.Scope.FindDeclared(conditional.Variable.Name) is null && conditional.Conditions.All(Holds))
                frame.Scope.Inherit(conditional.Variable);
        }
    }

    /// <summary>Looks at a side of a choice, where names exist that the condition allows.</summary>
    private T WithConditionalNames<T>(Frame frame, Func<T> look)
    {
        var outer = frame.Scope;
        if (!outer.HasConditionalNames)
            return look();
        frame.Scope = new Scope(outer);
        Inherit(frame);
        var result = look();
        frame.Scope = outer;
        return result;
    }

    private bool HoldsHere(Frame frame, NameCondition condition)
    {
        foreach (var (name, variable, value) in condition.Names)
        {
            var here = frame.Scope.Find(name);
            if (!ReferenceEquals(here, variable) || (here is { IsVar: true } && !Equals(here.Value, value)))
                return false;
        }
        frame.Quiet++;
        var holds = EvaluateBool(frame, condition.Syntax, "a condition")?.Value == condition.Holds;
        frame.Quiet--;
        return holds;
    }

    /// <summary>After a branch: what it declared exists under its condition.</summary>
    private static void Keep(Frame frame, Scope branch, ExpressionSyntax condition, bool holds)
    {
        var names = NamesIn(condition).Distinct().Select(n => (n, frame.Scope.Find(n))).Select(n => (n.n, n.Item2, n.Item2?.Value)).ToArray();
        var under = new NameCondition(condition, holds, names);
        foreach (var variable in branch.Variables.Where(v => !v.IsVar && (v.Layer is not null || v.Value is not null)))
        {
            frame.Scope.Add(new ConditionalName(variable, [under]));
            if (variable.Local is not null)
                frame.BranchLocals.Add(variable);
        }
        foreach (var conditional in branch.OwnConditionalNames)
            frame.Scope.Add(conditional with { Conditions = [under, .. conditional.Conditions] });
    }

    /// <summary>Says under which condition an unknown name would exist; false where there is none.</summary>
    private bool ReportConditional(Frame frame, NameExpressionSyntax name)
    {
        if (frame.Scope.ConditionalNames.LastOrDefault(c => c.Variable.Name == name.Name) is not { } conditional)
            return false;
        var where = string.Join(" and ", conditional.Conditions.Select(c => c.Holds ? Text(frame, c.Syntax) : $"not ({Text(frame, c.Syntax)})"));
        Report(frame, Catalog.ConditionalName, name.Span, name.Name, where, PartPath.Line(frame.Path, frame.File.Source.PositionOf(conditional.Variable.Span.Start).Line + 1));
        return true;
    }

    /// <summary>
    /// What a new local is called in the class. Two lets in different branches may have one name; where each is used after its branch, they are two locals of one
    /// method.
    /// </summary>
    private static string LocalFor(Frame frame, string name)
    {
        var taken = frame.Scope.ConditionalNames.Where(c => c.Variable.Name == name).Select(c => c.Variable.Local).ToArray();
        var local = name;
        for (var n = 2; taken.Contains(local); n++)
            local = $"{name}_{n}";
        return local;
    }
}
