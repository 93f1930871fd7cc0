using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What a block costs, as formulas in its parameters and its input's sizes; open where a part can't be told.</summary>
internal sealed class Tally
{
    public Dim Parameters { get; set; } = Dim.Zero;

    public Dim Macs { get; set; } = Dim.Zero;

    /// <summary>The components whose cost comes on top, in order of first use.</summary>
    public List<string> Components { get; } = [];

    /// <summary>Notes a component.</summary>
    public void AddComponent(string name)
    {
        if (!Components.Contains(name))
            Components.Add(name);
    }

    /// <summary>True once a part was met whose cost only an instantiation tells (an extern block, a loop whose iterations differ).</summary>
    public bool IsOpen { get; set; }

    public (Dim Parameters, Dim Macs) Now => (Parameters, Macs);

    public void Add(Dim parameters, Dim macs)
    {
        Parameters += parameters;
        Macs += macs;
    }

    /// <summary>What was added since <paramref name="before"/> happens <paramref name="times"/> times; a cost that differs from one time to another is left open.</summary>
    public void Repeat((Dim Parameters, Dim Macs) before, Dim times, DimSymbol index)
    {
        var parameters = Parameters - before.Parameters;
        var macs = Macs - before.Macs;
        IsOpen |= new[] { parameters, macs, times }.Any(d => d.IsOpaque || Widening.IsIn(index, d));
        Parameters = before.Parameters + parameters * times;
        Macs = before.Macs + macs * times;
    }

    /// <summary>Either of two costs was added since <paramref name="before"/>, by a condition.</summary>
    public void Choose((Dim Parameters, Dim Macs) before, (Dim Parameters, Dim Macs) then, (Dim Parameters, Dim Macs) otherwise, Code condition)
    {
        Parameters = before.Parameters + Dim.Conditional(condition, then.Parameters - before.Parameters, otherwise.Parameters - before.Parameters);
        Macs = before.Macs + Dim.Conditional(condition, then.Macs - before.Macs, otherwise.Macs - before.Macs);
    }

    /// <summary>Adds another block's cost with its names bound in <paramref name="scope"/>.</summary>
    public void Add(Tally? other, Scope scope)
    {
        if (other is null or { IsOpen: true } || Bind(other.Parameters, scope) is not { } parameters || Bind(other.Macs, scope) is not { } macs)
        {
            IsOpen = true;
            return;
        }
        Add(parameters, macs);
        foreach (var component in other.Components)
            AddComponent(component);
    }

    /// <summary>A formula with a block's names replaced by their values; null where a name in it isn't a size.</summary>
    private static Dim? Bind(Dim formula, Scope scope)
    {
        var map = new Dictionary<DimSymbol, Dim>();
        foreach (var symbol in formula.Symbols.Distinct())
        {
            var value = symbol.Code switch
            {
                CodeName name => (scope.Find(name.Name)?.Value as Known)?.Static,
                CodeIndex { List: CodeName list, Index: CodeInt at } => (scope.Find(list.Name)?.Value as Known)?.Static is ListValue items && at.Value < items.Items.Count
                    ? items.Items[(int)at.Value] : null,
                _ => null,
            };
            if (value is not IntValue number)
                return null;
            map.Add(symbol, number.Value);
        }
        var names = FreeNames.Of(formula.ToCode());
        return names.All(n => (scope.Find(n.Name)?.Value as Known)?.Static is IntValue or ListValue) ? formula.Substitute(map) : null;
    }

    /// <summary>The formulas for a reader, unless they are open or too long to say anything.</summary>
    public IReadOnlyList<string> Lines(Assumptions known)
    {
        if (IsOpen)
            return [];
        var lines = new List<string>();
        foreach (var (what, dim) in new[] { ("Learned parameters", Parameters), ("Multiply-accumulates", Macs) })
        {
            var text = known.Describe(dim);
            if (text.Length <= 160 && !dim.IsOpaque)
                lines.Add($"{what}: {Diagnostics.DiagnosticBag.WithoutNumbers(text)}{(Components.Count == 0 ? "" : ", and those of " + string.Join(" and ", Components))}.");
        }
        return lines;
    }
}
