using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Tests.Soundness.Specs;

/// <summary>The model and its variants.</summary>
internal sealed partial class SpecWriter
{
    private static readonly string[][] s_images = [["N", "3", "L"], ["N", "3", "H", "W"], ["N", "3", "H", "W"], ["N", "3", "H", "W"], ["N", "3", "H", "W"], ["N", "3", "T", "H", "W"]];

    private void Model()
    {
        var axes = _choice.Of(s_images);
        var list = _choice.Percent(40);
        Begin(axes, list ? ["dims[0]", "dims[1]"] : ["dim"]);
        var first = list ? "dims[0]" : "dim";
        Line($"stem: conv{Spatial}d({first}, 3, padding: 1)");
        _axes[1] = first;
        var grid = _choice.Of(1, 1, 2, 4, 8);
        if (grid > 1)
        {
            // Demands on multiples follow from this one or not; both have to be found out.
            foreach (var axis in axes.Skip(2))
                Demand($"{axis} % {grid} == 0");
            Line($"{Fresh("patches")}: conv{Spatial}d({first}, {grid}, stride: {grid})");
            Each(axis => $"{axis} / {grid}");
        }
        Steps(2, 6);
        if (_pairs.Count > 0 && Spatial == 2)
        {
            Line($"let wide, narrow = it |> {Fresh("pair")}: {_choice.Of(_pairs)}(8)");
            Demand($"{Grouped(_axes[2])} % 2 == 0");
            Demand($"{Grouped(_axes[3])} % 2 == 0");
            Line("wide + interpolate(narrow, scale_factor: 2)");
            _axes[1] = "8";
        }
        if (_choice.Percent(50))
        {
            Line($"mean(dims: [{string.Join(", ", Enumerable.Range(2, Spatial))}])");
            Line("head: linear(classes)");
            _axes = ["N", "classes"];
        }
        else
        {
            Line($"{Fresh("last")}: conv{Spatial}d(classes, 1)");
            _axes[1] = "classes";
        }
        if (_choice.Percent(15) && _demands.Count > 0)
            _demands.RemoveAt(_choice.Below(_demands.Count));
        var parameter = list ? "dims: int[2] = [8, 16]" : "dim: int = 16";
        Define($"model Net({parameter}, classes: int = 10) : image {Axes(axes)} -> {Axes(_axes)}", Where(list ? ["dims[0] % 8 == 0", "dims[1] % 8 == 0"] : ["dim % 8 == 0"]));
        _definitions.Add("variant NetA = Net()");
        if (_choice.Percent(50))
            _definitions.Add(list ? $"variant NetB = NetA(dims[{_choice.Below(2)}]: {_choice.Of(24, 32, 8)}, classes: 3)" : $"variant NetB = NetA(dim: {_choice.Of(8, 24)}, classes: 4)");
    }
}
