using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>What a member of an ablation takes on one axis.</summary>
/// <param name="Axis">The axis's name.</param>
/// <param name="Option">The option's name.</param>
/// <param name="Value">Its value: a <c>long</c>, a <c>double</c>, a <c>bool</c> or a <c>string</c>; null for lists, components and options that set several parameters or change the structure.</param>
public sealed record AblationChoice(string Axis, string Option, object? Value = null);

/// <summary>One member of an ablation: a variant whose model's type is known.</summary>
/// <typeparam name="TModel">The class that it builds.</typeparam>
/// <param name="name">The ablation's name and the member's, with a dot between.</param>
/// <param name="choices">The option of each axis, in order.</param>
/// <param name="parameters">Learned parameters.</param>
/// <param name="macs">Multiply-accumulates at <paramref name="inputShape"/>.</param>
/// <param name="inputShape">The input shape that costs are counted at.</param>
/// <param name="legalInput">The legal input sizes in words.</param>
/// <param name="create">Builds the model.</param>
/// <param name="modelType">The class that it builds, where <typeparamref name="TModel"/> is what several have in common.</param>
public class AblationMember<TModel>(
    string name, IReadOnlyList<AblationChoice> choices, long parameters, long? macs, IReadOnlyList<long>? inputShape, string legalInput, Func<TModel> create, Type? modelType = null) : VariantDescriptor
    where TModel : nn.Module
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <summary>What tables call it: <c>+ gating</c>.</summary>
    public string Label { get; init; } = "";

    /// <summary>How it is trained, by the ablation's recipe and its own settings; null where the ablation names no recipe.</summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>What it is trained on, by the same; null where the ablation names no recipe.</summary>
    public DataOptions? Data { get; init; }

    /// <summary>The option of each axis, in order.</summary>
    public IReadOnlyList<AblationChoice> Choices => choices;

    /// <inheritdoc/>
    public override Type ModelType => modelType ?? typeof(TModel);

    /// <inheritdoc/>
    public override long? Parameters => parameters;

    /// <inheritdoc/>
    public override long? Macs => macs;

    /// <inheritdoc/>
    public override IReadOnlyList<long>? InputShape => inputShape;

    /// <inheritdoc/>
    public override string LegalInput => legalInput;

    /// <inheritdoc/>
    public override TModel Create() => create();

    /// <inheritdoc/>
    public override string ToString() => name;
}

/// <summary>A member of an ablation whose choices are typed.</summary>
/// <typeparam name="TModel">The class that it builds.</typeparam>
/// <typeparam name="TChoice">What it takes on each axis: an enum each, and the values of those that set numbers, strings, true or false.</typeparam>
/// <param name="name">The ablation's name and the member's, with a dot between.</param>
/// <param name="choice">The option of each axis.</param>
/// <param name="choices">The same as texts, in order.</param>
/// <param name="parameters">Learned numbers.</param>
/// <param name="macs">Multiply-accumulates at <paramref name="inputShape"/>.</param>
/// <param name="inputShape">The input shape that costs are counted at.</param>
/// <param name="legalInput">The legal input sizes in words.</param>
/// <param name="create">Builds the model.</param>
/// <param name="modelType">The class that it builds, where <typeparamref name="TModel"/> is what several have in common.</param>
public sealed class AblationMember<TModel, TChoice>(
    string name, TChoice choice, IReadOnlyList<AblationChoice> choices, long parameters, long? macs, IReadOnlyList<long>? inputShape, string legalInput, Func<TModel> create,
    Type? modelType = null) : AblationMember<TModel>(name, choices, parameters, macs, inputShape, legalInput, create, modelType)
    where TModel : nn.Module
{
    /// <summary>The option of each axis.</summary>
    public TChoice Choice => choice;
}
