using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Ints and floating point: what is looked up by, and what is computed with.</summary>
internal sealed partial class Elaborator
{
    /// <summary>What models call an input that is never one of indices.</summary>
    private static readonly HashSet<string> s_pictures = ["image", "images", "video", "videos", "clip", "clips", "frames"];

    /// <summary>What is certain of an input's entries before anything takes it.</summary>
    private Elements? ElementsOf(Frame frame, BlockSyntax block, TensorSyntax input, int index)
    {
        var name = input.Name is { IsMissing: false } given ? $"the input '{given.Text}'" : index == 0 ? "the input" : $"input {index + 1}";
        if (block.Kind == BlockKind.Model && input.Name is { } written && s_pictures.Contains(written.Text))
            return new Elements(ElementKind.Real, name);
        if (!frame.Concrete)
            return Elements.OfInput(index, name);
        // A model was checked on its own before: what it takes an input for, callers know to give it.
        return null;
    }

    /// <summary>False, and reported, where an operator is fed with what it can't take.</summary>
    private bool TakesElements(Frame frame, OperatorContext call, IReadOnlyList<Flow> inputs, TextSpan span)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Code is not Lowering.ScalarOperand && !Takes(frame, call.Name, ElementRules.Demand(call, i), inputs[i], span))
                return false;
        }
        return true;
    }

    /// <summary>False, and reported, where a block is fed with what it can't take.</summary>
    private bool TakesElements(Frame frame, string block, InputUses uses, IReadOnlyList<Flow> inputs, TextSpan span)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (uses.Of(i) is var (demand, _) && !Takes(frame, block, demand, inputs[i], span))
                return false;
        }
        return true;
    }

    private bool Takes(Frame frame, string name, ElementDemand demand, Flow input, TextSpan span)
    {
        if (demand == ElementDemand.None || Elements.Of(input.Tensor) is not { } elements)
            return true;
        var why = elements.Kind switch
        {
            ElementKind.Real when demand == ElementDemand.Index => elements.From,
            ElementKind.Index when demand == ElementDemand.Floating => elements.From,
            null when frame.Uses?.Taken(elements.Inputs, demand) is { } other => $"{elements.From}, which '{other}' takes",
            _ => null,
        };
        if (why is not null)
        {
            Report(frame, demand == ElementDemand.Index ? Catalog.FloatAsIndex : Catalog.IndexAsFloat, span, name, why);
            return false;
        }
        // Under a condition, another use may be the one that is left.
        if (elements.Kind is null && frame is { Uses: { } uses, Class: { IsConditional: false }, InChoice: false, LoopIndex: null })
            uses.Take(elements.Inputs, demand, name);
        return true;
    }
}
