namespace TorchSharp.Native;

/// <summary>
/// One argument of an operator. Implicit conversions let a call read as the operator does:
/// <c>Op.sum_dim_IntList.Call([this, dim, keepdim])</c>.
/// </summary>
internal readonly struct Arg
{
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly Tag Tag;
    internal readonly int Extra;

    private Arg(Tag tag, object? reference, long bits = 0, int extra = 0)
    {
        Tag = tag;
        Reference = reference;
        Bits = bits;
        Extra = extra;
    }

    /// <summary>An argument left out: the schema's default.</summary>
    internal static Arg Default => new(Tag.Default, null);

    /// <summary>An explicit <c>None</c>.</summary>
    internal static Arg None => default;

    private static Arg Of(object? reference, Tag tag) => reference is null ? default : new Arg(tag, reference);

    public static implicit operator Arg(torch.Tensor? value) => Of(value, Tag.Tensor);
    public static implicit operator Arg(torch.Tensor?[]? value) => Of(value, Tag.Tensors);
    public static implicit operator Arg(torch.Generator? value) => Of(value, Tag.Generator);
    public static implicit operator Arg(long[]? value) => Of(value, Tag.Ints);
    public static implicit operator Arg(double[]? value) => Of(value, Tag.Doubles);
    public static implicit operator Arg(string? value) => Of(value, Tag.String);
    public static implicit operator Arg(long value) => new(Tag.Int, null, value);
    public static implicit operator Arg(int value) => new(Tag.Int, null, value);
    public static implicit operator Arg(bool value) => new(Tag.Bool, null, value ? 1 : 0);
    public static implicit operator Arg(double value) => new(Tag.Double, null, System.BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(float value) => (double)value;
    public static implicit operator Arg(long? value) => value is { } some ? some : default(Arg);
    public static implicit operator Arg(int? value) => value is { } some ? some : default(Arg);
    public static implicit operator Arg(bool? value) => value is { } some ? some : default(Arg);
    public static implicit operator Arg(double? value) => value is { } some ? some : default(Arg);
    public static implicit operator Arg(torch.ScalarType value) => (long)value;
    public static implicit operator Arg(torch.ScalarType? value) => value is { } some ? some : default(Arg);
    public static implicit operator Arg(torch.Device? value) =>
        value is null ? default : new Arg(Tag.Device, null, (long)value.type, value.index);
    public static implicit operator Arg(Scalar? value) => value is null ? default : new Arg(value.Tag, null, value.Bits);
}
