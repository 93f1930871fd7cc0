using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>One row of a variant's table: a part, what comes out of it, and what it costs.</summary>
/// <param name="Name">The part's key.</param>
/// <param name="OutputShape">The shape of its result at the variant's input shape.</param>
/// <param name="Parameters">Its learned parameters.</param>
/// <param name="Macs">Its multiply-accumulates.</param>
public sealed record VariantStage(string Name, string OutputShape, long Parameters, long Macs);

/// <summary>A variant as tools see it.</summary>
public abstract class VariantDescriptor
{
    /// <summary>The variant's name.</summary>
    public abstract string Name { get; }

    /// <summary>The class that it builds.</summary>
    public abstract Type ModelType { get; }

    /// <summary>Learned parameters; null where the variant has errors.</summary>
    public virtual long? Parameters => null;

    /// <summary>Multiply-accumulates at <see cref="InputShape"/>; null where no size is known.</summary>
    public virtual long? Macs => null;

    /// <summary>The input shape that costs are counted at.</summary>
    public virtual IReadOnlyList<long>? InputShape => null;

    /// <summary>The legal input sizes in words.</summary>
    public virtual string LegalInput => "";

    /// <summary>Its parts in order.</summary>
    public virtual IReadOnlyList<VariantStage> Stages => [];

    /// <summary>Builds the model with new weights.</summary>
    public abstract nn.Module Create();

    /// <summary>The variants of an assembly, by name.</summary>
    public static IReadOnlyList<VariantDescriptor> In(Assembly assembly) =>
        [.. assembly.GetCustomAttributes<ArchVariantAttribute>().Select(a => a.Describe()).OrderBy(v => v.Name, StringComparer.Ordinal)];
}

/// <summary>Says that an assembly has a variant; generated code carries one for each.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public abstract class ArchVariantAttribute : Attribute
{
    /// <summary>The variant.</summary>
    public abstract VariantDescriptor Describe();
}

/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ArchVariantAttribute<TDescriptor> : ArchVariantAttribute
    where TDescriptor : VariantDescriptor, new()
{
    /// <inheritdoc/>
    public override VariantDescriptor Describe() => new TDescriptor();
}
