namespace ArchGen.Dsl.Diagnostics;

/// <summary>Codes ARCH0300–ARCH0399: shapes, operators and patterns.</summary>
public static partial class Catalog
{
    /// <summary>A list where one tensor is taken. Arguments: op, count.</summary>
    public static readonly DiagnosticDescriptor ListWhereTensor = ShapeError(
        "ARCH0300", "A list where one tensor is taken",
        "'{0}' takes one tensor here, but this is a list of {1} tensors");

    /// <summary>Wrong number of axes. Arguments: op, expected, found, shape.</summary>
    public static readonly DiagnosticDescriptor WrongRank = ShapeError(
        "ARCH0301", "Wrong number of axes",
        "'{0}' takes a tensor with {1}, but its input has {2}: {3}");

    /// <summary>No such axis. Arguments: axis, shape, parameter, lowest, highest.</summary>
    public static readonly DiagnosticDescriptor AxisOutOfRange = ShapeError(
        "ARCH0302", "No such axis",
        "There is no axis {0} in {1}: '{2}' can be {3} to {4}");

    /// <summary>An axis named twice. Arguments: parameter, axis.</summary>
    public static readonly DiagnosticDescriptor DuplicateAxis = ShapeError(
        "ARCH0303", "An axis named twice",
        "'{0}' names axis {1} twice");

    /// <summary>A number that must be known here. Arguments: parameter, op, value.</summary>
    public static readonly DiagnosticDescriptor NotConstant = ShapeError(
        "ARCH0304", "A number that must be known here",
        "'{0}' of '{1}' decides the result's form, so it must be a known number here; it is {2}");

    /// <summary>A list of the wrong length. Arguments: parameter, op, expected, found.</summary>
    public static readonly DiagnosticDescriptor WrongLength = ShapeError(
        "ARCH0305", "A list of the wrong length",
        "'{0}' of '{1}' takes {2}, but {3} are given");

    /// <summary>An argument that is too small. Arguments: parameter, op, minimum, value.</summary>
    public static readonly DiagnosticDescriptor ArgumentTooSmall = ShapeError(
        "ARCH0306", "An argument that is too small",
        "'{0}' of '{1}' must be at least {2}, but it is {3}");

    /// <summary>An argument out of its range. Arguments: parameter, op, range, value.</summary>
    public static readonly DiagnosticDescriptor ArgumentOutOfRange = ShapeError(
        "ARCH0307", "An argument out of its range",
        "'{0}' of '{1}' must be {2}, but it is {3}");

    /// <summary>Arguments that don't go together. Arguments: op, what.</summary>
    public static readonly DiagnosticDescriptor ConflictingArguments = ShapeError(
        "ARCH0308", "Arguments that don't go together",
        "'{0}' takes {1}");

    /// <summary>Channels that the groups don't divide. Arguments: parameter, channels, groups, hint.</summary>
    public static readonly DiagnosticDescriptor ChannelsNotDivisible = ShapeError(
        "ARCH0310", "Channels that the groups don't divide",
        "'{0}': {1} input channels are not divisible by {2}{3}");

    /// <summary>Output channels that the groups don't divide. Arguments: channels, groups, hint.</summary>
    public static readonly DiagnosticDescriptor OutChannelsNotDivisible = ShapeError(
        "ARCH0311", "Output channels that the groups don't divide",
        "'out_channels': {0} is not divisible by {1} groups{2}");

    /// <summary>Nothing is left of an axis. Arguments: op, axis, size, least, what.</summary>
    public static readonly DiagnosticDescriptor EmptyOutput = ShapeError(
        "ARCH0312", "Nothing is left of an axis",
        "'{0}' leaves nothing of axis {1}: its size is {2}, and {3} is the least that {4} can take");

    /// <summary>'same' with a stride. Arguments: op, stride.</summary>
    public static readonly DiagnosticDescriptor SameNeedsStrideOne = ShapeError(
        "ARCH0313", "'same' with a stride",
        "'padding: same' of '{0}' keeps sizes, so it takes stride 1, but the stride is {1}; 'same_upper' gives the size divided by the stride, rounded up");

    /// <summary>Padding of more than half the kernel. Arguments: op, padding, kernel.</summary>
    public static readonly DiagnosticDescriptor PoolPaddingTooLarge = ShapeError(
        "ARCH0314", "Padding of more than half the kernel",
        "'padding' of '{0}' can be at most half of the kernel, but it is {1} for a kernel of {2}");

    /// <summary>Output padding that isn't smaller than the stride. Arguments: op, padding, stride, dilation.</summary>
    public static readonly DiagnosticDescriptor OutputPaddingTooLarge = ShapeError(
        "ARCH0315", "Output padding that isn't smaller than the stride",
        "'output_padding' of '{0}' must be smaller than the stride or the dilation, but it is {1} for stride {2} and dilation {3}");

    /// <summary>As many learned slopes as channels, or one. Arguments: channels, found.</summary>
    public static readonly DiagnosticDescriptor ParameterCountMismatch = ShapeError(
        "ARCH0316", "As many learned slopes as channels, or one",
        "'num_parameters' of 'prelu' must be 1 or the number of channels, {0}, but it is {1}");

    /// <summary>Sizes that don't broadcast. Arguments: op, axis, left, right.</summary>
    public static readonly DiagnosticDescriptor BroadcastMismatch = ShapeError(
        "ARCH0320", "Sizes that don't broadcast",
        "The inputs of '{0}' differ at axis {1}: {2} and {3}");

    /// <summary>Matrices that don't fit. Arguments: left, right, leftShape, rightShape.</summary>
    public static readonly DiagnosticDescriptor MatmulMismatch = ShapeError(
        "ARCH0321", "Matrices that don't fit",
        "'@' multiplies the last axis of its left input by the last but one of its right: these are {0} and {1}, in {2} and {3}");

    /// <summary>Tensors that can't be joined. Arguments: op, axis, first, index, other.</summary>
    public static readonly DiagnosticDescriptor ConcatMismatch = ShapeError(
        "ARCH0322", "Tensors that can't be joined",
        "The inputs of '{0}' differ at axis {1}: {2} and, in input {3}, {4}");

    /// <summary>Tensors of different rank can't be joined. Arguments: op, firstShape, index, otherShape.</summary>
    public static readonly DiagnosticDescriptor ConcatRankMismatch = ShapeError(
        "ARCH0323", "Tensors of different rank can't be joined",
        "The inputs of '{0}' have different numbers of axes: {1} and, in input {2}, {3}");

    /// <summary>Nothing to join. Arguments: op.</summary>
    public static readonly DiagnosticDescriptor NothingToJoin = ShapeError(
        "ARCH0324", "Nothing to join",
        "'{0}' has no tensor to join");

    /// <summary>A reshape that changes the number of elements. Arguments: op, sizes, shape, wanted, found.</summary>
    public static readonly DiagnosticDescriptor ReshapeCountMismatch = ShapeError(
        "ARCH0330", "A reshape that changes the number of elements",
        "'{0}' can't make {1} of {2}: {3} elements are not {4}");

    /// <summary>Two sizes left open. Arguments: parameter, op.</summary>
    public static readonly DiagnosticDescriptor ReshapeTwoUnknowns = ShapeError(
        "ARCH0331", "Two sizes left open",
        "'{0}' of '{1}' leaves more than one size open (-1)");

    /// <summary>An open size that doesn't come out even. Arguments: op, sizes, shape, found, known.</summary>
    public static readonly DiagnosticDescriptor ReshapeNotDivisible = ShapeError(
        "ARCH0332", "An open size that doesn't come out even",
        "'{0}' can't make {1} of {2}: {3} is not divisible by {4}");

    /// <summary>Split sizes that don't sum up. Arguments: sum, axis, size.</summary>
    public static readonly DiagnosticDescriptor SplitSumMismatch = ShapeError(
        "ARCH0333", "Split sizes that don't sum up",
        "The sizes of 'split' sum up to {0}, but axis {1} has {2}");

    /// <summary>An axis that doesn't make that many chunks. Arguments: chunks, axis, size, piece, hint.</summary>
    public static readonly DiagnosticDescriptor ChunkCount = ShapeError(
        "ARCH0334", "An axis that doesn't make that many chunks",
        "'chunk' can't make {0} pieces of axis {1}, which has {2}: pieces of {3} leave nothing for the last{4}");

    /// <summary>Unstacking an axis of unknown size. Arguments: axis, size.</summary>
    public static readonly DiagnosticDescriptor UnstackNeedsConstant = ShapeError(
        "ARCH0335", "Unstacking an axis of unknown size",
        "'unstack' makes one tensor of each entry of axis {0}, so its size must be a known number; it is {1}");

    /// <summary>A slice beyond an axis. Arguments: axis, size, parameter, value.</summary>
    public static readonly DiagnosticDescriptor SliceOutOfRange = ShapeError(
        "ARCH0336", "A slice beyond an axis",
        "Axis {0} has {1}, so '{2}' can't be {3}");

    /// <summary>Not a permutation. Arguments: rank, shape, dims.</summary>
    public static readonly DiagnosticDescriptor NotAPermutation = ShapeError(
        "ARCH0337", "Not a permutation",
        "'dims' of 'permute' must name each of the {0} axes of {1} once, but is [{2}]");

    /// <summary>Padding larger than what it repeats. Arguments: mode, most, axis, size, value.</summary>
    public static readonly DiagnosticDescriptor PaddingTooLarge = ShapeError(
        "ARCH0338", "Padding larger than what it repeats",
        "'pad' with mode {0} can add at most {1} to axis {2}, whose size is {3}, but {4} is asked for");

    /// <summary>Squeezing an axis that isn't 1. Arguments: axis, size.</summary>
    public static readonly DiagnosticDescriptor SqueezeNotOne = ShapeError(
        "ARCH0339", "Squeezing an axis that isn't 1",
        "'squeeze' drops an axis of size 1, but axis {0} has {1}");

    /// <summary>Expanding an axis that isn't 1. Arguments: axis, size, wanted.</summary>
    public static readonly DiagnosticDescriptor ExpandMismatch = ShapeError(
        "ARCH0340", "Expanding an axis that isn't 1",
        "'expand' repeats axes of size 1, but axis {0} has {1}, not {2}");

    /// <summary>A size that doesn't come out even. Arguments: op, axis, divisor, size, hint.</summary>
    public static readonly DiagnosticDescriptor SizeNotDivisible = ShapeError(
        "ARCH0341", "A size that doesn't come out even",
        "'{0}' needs axis {1} to be a multiple of {2}, but its size is {3}{4}");

    /// <summary>A mode for other tensors. Arguments: mode, expected, found, shape, hint.</summary>
    public static readonly DiagnosticDescriptor InterpolateMode = ShapeError(
        "ARCH0342", "A mode for other tensors",
        "Mode {0} of 'interpolate' takes a tensor with {1}, but its input has {2}: {3}; {4}");

    /// <summary>A range without entries. Arguments: op, start, end, step.</summary>
    public static readonly DiagnosticDescriptor EmptyRange = ShapeError(
        "ARCH0343", "A range without entries",
        "'{0}' makes no entries: it goes from {1} to {2} by {3}");

    /// <summary>Floating point where an index belongs. Arguments: what takes it, what it is.</summary>
    public static readonly DiagnosticDescriptor FloatAsIndex = ShapeError(
        "ARCH0344", "Floating point where an index belongs",
        "'{0}' looks entries up by whole numbers, and it is fed with {1}: floating point");

    /// <summary>Ints where floating point belongs. Arguments: what takes them, what they are.</summary>
    public static readonly DiagnosticDescriptor IndexAsFloat = ShapeError(
        "ARCH0345", "Ints where floating point belongs",
        "'{0}' computes in floating point, and it is fed with {1}: ints; multiply them by 1.0 before");

    /// <summary>A pattern with too many or too few axes. Arguments: pattern, found, shape.</summary>
    public static readonly DiagnosticDescriptor PatternRank = ShapeError(
        "ARCH0350", "A pattern with too many or too few axes",
        "The pattern has {0}, but its input has {1}: {2}");

    /// <summary>A letter on one side only. Arguments: letter, side, what.</summary>
    public static readonly DiagnosticDescriptor PatternLetterMissing = ShapeError(
        "ARCH0351", "A letter on one side only",
        "'{0}' is on the {1} side only; {2}");

    /// <summary>A letter used twice. Arguments: letter, side.</summary>
    public static readonly DiagnosticDescriptor PatternDuplicateLetter = ShapeError(
        "ARCH0352", "A letter used twice",
        "'{0}' is twice on the {1} side");

    /// <summary>A size that isn't given. Arguments: letter.</summary>
    public static readonly DiagnosticDescriptor PatternUnknownSize = ShapeError(
        "ARCH0353", "A size that isn't given",
        "The size of '{0}' isn't known: give it as an argument, {0}: size");

    /// <summary>An axis that doesn't split evenly. Arguments: axis, size, divisor, letters, hint.</summary>
    public static readonly DiagnosticDescriptor PatternNotDivisible = ShapeError(
        "ARCH0354", "An axis that doesn't split evenly",
        "Axis {0} has {1}, which is not divisible by {2} ({3}){4}");

    /// <summary>A size other than the pattern's. Arguments: letters, wanted, axis, size.</summary>
    public static readonly DiagnosticDescriptor PatternSizeMismatch = ShapeError(
        "ARCH0355", "A size other than the pattern's",
        "'{0}' is {1} in the pattern, but axis {2} has {3}");

    /// <summary>A size for a letter that isn't there. Arguments: letter.</summary>
    public static readonly DiagnosticDescriptor PatternUnusedSize = ShapeError(
        "ARCH0356", "A size for a letter that isn't there",
        "There is no '{0}' in the pattern");

    /// <summary>'..' out of place. Arguments: what.</summary>
    public static readonly DiagnosticDescriptor PatternEllipsis = ShapeError(
        "ARCH0357", "'..' out of place",
        "{0}");

    /// <summary>A number out of place. Arguments: number, why.</summary>
    public static readonly DiagnosticDescriptor PatternNumber = ShapeError(
        "ARCH0358", "A number out of place",
        "'{0}' can't stand here: {1}");

    private static DiagnosticDescriptor ShapeError(string code, string title, string form) => new(code, Severity.Error, title, form);
}
