using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What an entry of the outline is.</summary>
public enum OutlineKind
{
    /// <summary>The namespace.</summary>
    Namespace,

    /// <summary>A block or mixer.</summary>
    Block,

    /// <summary>A model.</summary>
    Model,

    /// <summary>A variant.</summary>
    Variant,

    /// <summary>An ablation.</summary>
    Ablation,

    /// <summary>An axis of an ablation.</summary>
    Axis,

    /// <summary>A key map.</summary>
    Keys,

    /// <summary>A constant.</summary>
    Constant,

    /// <summary>A function.</summary>
    Function,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A named layer or group.</summary>
    Layer,

    /// <summary>A raw tensor.</summary>
    Tensor,
}

/// <summary>An entry: what it is called, what else is to be said, all that it covers and its name in that, and what is in it.</summary>
public sealed record OutlineItem(string Name, string Detail, OutlineKind Kind, TextSpan Full, TextSpan NameSpan, IReadOnlyList<OutlineItem> Children);
