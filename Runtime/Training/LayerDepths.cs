using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ArchGen.Runtime;

/// <summary>
/// How deep in a model each parameter lies, by the parameters' names and order: 0 for the stem, a number for each block, one more for the head. The body is the numbered part (<c>stages.0…</c>,
/// <c>blocks1…</c>) with the most tensors; what else is numbered (patch embeddings, norms) goes with its stage's first block, or its last where it is registered behind it; the rest with the block that
/// follows, or the head. Where nothing is numbered, each part of the model is a depth of its own.
/// </summary>
internal sealed partial class LayerDepths
{
    private readonly Dictionary<string, int> _depths = new(StringComparer.Ordinal);

    /// <summary>The depths of parameters, in the order in which the model has them.</summary>
    public LayerDepths(IEnumerable<string> names)
    {
        var all = names.Select(Place.Of).ToArray();
        var families = all.Where(p => p.Stage is not null).GroupBy(p => p.Word, StringComparer.Ordinal).ToArray();
        var body = families.MaxBy(f => f.Count());
        if (body is null)
        {
            var words = all.Select(p => p.Word).Distinct(StringComparer.Ordinal).ToList();
            foreach (var place in all)
                _depths[place.Name] = words.IndexOf(place.Word);
            Head = Math.Max(0, words.Count - 1);
            return;
        }

        // Blocks are numbered twice, by stage and in it, or once.
        var isNested = body.All(p => p.Block is not null);
        (int Stage, int Block) BlockOf(Place p) => (p.Stage!.Value, isNested ? p.Block!.Value : 0);
        var blocks = body.Select(BlockOf).Distinct().Order().Select((block, i) => (block, Depth: i + 1)).ToDictionary(b => b.block, b => b.Depth);
        var stages = blocks.Keys.Select(b => b.Stage).Distinct().Order().ToArray();
        Head = blocks.Count + 1;
        int First(int stage) => blocks.Where(b => b.Key.Stage == stages[stage]).Min(b => b.Value);
        int Last(int stage) => blocks.Where(b => b.Key.Stage == stages[stage]).Max(b => b.Value);

        var passed = 0; // the deepest block so far
        var bodyBegins = Array.FindIndex(all, p => p.Word == body.Key && p.Stage is not null);
        for (var i = 0; i < all.Length; i++)
        {
            var place = all[i];
            if (place.Stage is null)
                _depths[place.Name] = passed == 0 && i < bodyBegins ? 0 : passed == Head - 1 ? Head : passed + 1;
            else if (place.Word == body.Key)
                _depths[place.Name] = passed = blocks[BlockOf(place)];
            else
                _depths[place.Name] = BesideBody(place);
        }

        int BesideBody(Place place)
        {
            var own = families.Single(f => f.Key == place.Word).Select(p => p.Stage!.Value).Distinct().Order().ToArray();
            var rank = Array.IndexOf(own, place.Stage!.Value);
            if (own.Length == stages.Length - 1 && own.Length > 1)
                return First(rank + 1); // between stages
            if (own.Length != stages.Length || own.Length == 1)
                return passed == 0 ? 0 : Math.Min(passed + 1, Head);
            return passed >= Last(rank) && Array.FindIndex(all, p => p.Word == place.Word) > bodyBegins ? Last(rank) : rank == 0 ? 0 : First(rank);
        }
    }

    /// <summary>The head's depth.</summary>
    public int Head { get; }

    /// <summary>A parameter's depth.</summary>
    public int Of(string name) => _depths[name];

    /// <summary>What a parameter's learning rate is multiplied by: the head's by 1, each depth before it by the decay once more.</summary>
    public double Scale(string name, double decay) => Math.Pow(decay, Head - Of(name));

    // A key's first word, its stage (a number in or behind the word) and its block (the number behind that).
    private sealed record Place(string Name, string Word, int? Stage, int? Block)
    {
        public static Place Of(string name)
        {
            var match = Numbered().Match(name);
            return match.Success ? new Place(name, match.Groups["word"].Value, Number(match.Groups["stage"]), Number(match.Groups["block"])) : new Place(name, name.Split('.')[0], null, null);
        }

        private static int? Number(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^(?<word>[^.]*?[^.\d])(?:\.)?(?<stage>\d{1,6})\.(?:(?<block>\d{1,6})\.)?")]
    private static partial Regex Numbered();
}
