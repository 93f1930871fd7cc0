using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Fields;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// A part of a network with every static value settled: a block, a named group, a layer or an operator applied. Sizes are symbolic where the input's
/// are.
/// </summary>
public sealed class GraphNode(string name, string kind, string path, TextSpan place)
{
    private Sums? _sums;

    /// <summary>The key's segment (<c>dwconv</c>, <c>0</c>; several joined by dots for a list's entry), or empty where it has none.</summary>
    public string Name { get; } = name;

    /// <summary>The block's or operator's name; <c>group</c> for a named group.</summary>
    public string Kind { get; } = kind;

    /// <summary>The file of the step that made it.</summary>
    public string Path { get; } = path;

    /// <summary>The step that made it.</summary>
    public TextSpan Place { get; } = place;

    /// <summary>The result's shape; null for lists of tensors.</summary>
    public Shape? Output { get; set; }

    /// <summary>The shape of what it is fed with; null for lists of tensors and for nothing.</summary>
    internal Shape? Input { get; set; }

    /// <summary>True where a call gives it its tensors, rather than the step before it.</summary>
    internal bool IsGivenInputs { get; set; }

    /// <summary>The block that it is an instance of; null for anything else.</summary>
    internal BlockSymbol? Block { get; set; }

    /// <summary>The receptive field of what it is fed with, where that is followed.</summary>
    public ReceptiveField? FieldBefore { get; set; }

    /// <summary>The receptive field of its result, where that is followed.</summary>
    public ReceptiveField? FieldAfter { get; set; }

    /// <summary>Its own multiply-accumulates, without its children's.</summary>
    public Dim OwnMacs { get; set; } = Dim.Zero;

    /// <summary>Its own tensors, without its children's.</summary>
    public IReadOnlyList<OwnedTensor> Owned { get; set; } = [];

    /// <summary>Its parts in order of application. A layer applied a second time appears again, without tensors.</summary>
    public List<GraphNode> Children { get; } = [];

    /// <summary>All multiply-accumulates.</summary>
    public Dim Macs => _sums?.Macs ?? Children.Aggregate(OwnMacs, (sum, child) => sum + child.Macs);

    /// <summary>The elements that convolutions, linear layers and matrix products give, all parts together.</summary>
    public Dim Activations =>
        _sums?.Activations ?? Children.Aggregate(OwnMacs != Dim.Zero && Output is { } output ? output.Count : Dim.Zero, (sum, child) => sum + child.Activations);

    /// <summary>Learnable scalars, each tensor once.</summary>
    public Dim Parameters =>
        _sums?.Parameters ?? Children.Aggregate(
            Owned.Where(t => !t.IsBuffer).Aggregate(Dim.Zero, (sum, t) => sum + t.Shape.Count),
            (sum, child) => sum + child.Parameters);

    /// <summary>A number for all keys of its tensors together, and for nothing else about it: other keys have another number, but for one in 2^64.</summary>
    internal ulong KeysHash
    {
        get
        {
            if (_sums?.Keys is { } known)
                return known;
            var hash = 14695981039346656037UL;
            foreach (var tensor in Owned)
                hash = Mix(hash, tensor.Name);
            foreach (var child in Children)
                hash = (Mix(hash, child.Name) ^ child.KeysHash) * 1099511628211UL;
            if (_sums is { } sums)
                sums.Keys = hash;
            return hash;
        }
    }

    /// <summary>True where no two tensors can have the same key, by what its parts are called: no name is another's beginning. (False doesn't mean that two have.)</summary>
    internal bool HasPlainKeys
    {
        get
        {
            if (_sums?.HasPlainKeys is { } known)
                return known;
            var names = new HashSet<string>(System.StringComparer.Ordinal);
            var isPlain = Owned.All(t => names.Add(t.Name)) && Children.All(c => !c.HasTensors || (c.Name.Length > 0 && names.Add(c.Name) && c.HasPlainKeys)) && !names.Any(HasBeginning);
            if (_sums is { } sums)
                sums.HasPlainKeys = isPlain;
            return isPlain;

            bool HasBeginning(string name)
            {
                for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
                {
                    if (names.Contains(name.Substring(0, dot)))
                        return true;
                }
                return false;
            }
        }
    }

    /// <summary>True where every tensor's sizes are numbers.</summary>
    internal bool HasKnownTensors
    {
        get
        {
            if (_sums?.HasKnownTensors is { } known)
                return known;
            var areKnown = Owned.All(t => t.Shape.Axes.All(a => a.Size.Value is not null)) && Children.All(c => c.HasKnownTensors);
            if (_sums is { } sums)
                sums.HasKnownTensors = areKnown;
            return areKnown;
        }
    }

    private bool HasTensors => Owned.Count > 0 || Children.Any(c => c.HasTensors);

    private static ulong Mix(ulong hash, string text)
    {
        foreach (var letter in text)
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        return unchecked((hash ^ 0x1F) * 1099511628211UL);
    }

    /// <summary>Adds up what all of it comes to, once: from now on nothing of it may change.</summary>
    internal void Settle() => _sums ??= new Sums(Macs, Activations, Parameters);

    /// <summary>The same part where another step makes it, under another key. The parts in it are shared: from now on nothing of it may change.</summary>
    internal GraphNode As(string name, string path, TextSpan place)
    {
        Settle();
        var other = new GraphNode(name, Kind, path, place) { Output = Output, Input = Input, Block = Block, FieldBefore = FieldBefore, FieldAfter = FieldAfter, OwnMacs = OwnMacs, Owned = Owned, _sums = _sums };
        other.Children.AddRange(Children);
        return other;
    }

    /// <summary>The same part applied another time: its tensors are counted where it is made.</summary>
    internal GraphNode WithoutTensors()
    {
        var other = new GraphNode(Name, Kind, Path, Place) { Output = Output, Input = Input, IsGivenInputs = IsGivenInputs, Block = Block, FieldBefore = FieldBefore, FieldAfter = FieldAfter, OwnMacs = OwnMacs };
        other.Children.AddRange(Children.Select(child => child.WithoutTensors()));
        return other;
    }

    /// <summary>Every tensor by its full key.</summary>
    public IEnumerable<(string Key, OwnedTensor Tensor)> StateDict(string prefix = "")
    {
        var here = Name.Length == 0 ? prefix : prefix + Name + ".";
        foreach (var tensor in Owned)
            yield return (here + tensor.Name, tensor);
        foreach (var child in Children)
        {
            foreach (var entry in child.StateDict(here))
                yield return entry;
        }
    }

    /// <summary>What all of a part comes to, once it is made.</summary>
    private sealed record Sums(Dim Macs, Dim Activations, Dim Parameters)
    {
        public ulong? Keys { get; set; }

        public bool? HasPlainKeys { get; set; }

        public bool? HasKnownTensors { get; set; }
    }
}

/// <summary>A variant with every static value settled.</summary>
/// <param name="Name">The variant's name.</param>
/// <param name="Model">Its model's name.</param>
/// <param name="Namespace">The namespace it is in.</param>
/// <param name="Path">The file it is in.</param>
/// <param name="Place">Its name in the file.</param>
/// <param name="Inputs">The inputs' names and shapes, symbolic (<c>[N, 3, H, W]</c>).</param>
/// <param name="Outputs">The results' names and shapes.</param>
/// <param name="Root">The network.</param>
/// <param name="LegalInput">The legal input sizes in words.</param>
public sealed record ElaboratedVariant(
    string Name,
    string Model,
    string Namespace,
    string Path,
    TextSpan Place,
    IReadOnlyList<(string Name, Shape Shape)> Inputs,
    IReadOnlyList<(string Name, Shape Shape)> Outputs,
    GraphNode Root,
    string LegalInput)
{
    /// <summary>The results that have names, then the exposed tensors.</summary>
    public IReadOnlyList<(string Name, Shape Shape)> Features { get; init; } = [];

    /// <summary>The receptive fields of its results, then of what it exposes, by name (empty for a result without one); empty where they weren't followed.</summary>
    public IReadOnlyList<(string Name, ReceptiveField Field)> ReceptiveFields { get; init; } = [];
}
