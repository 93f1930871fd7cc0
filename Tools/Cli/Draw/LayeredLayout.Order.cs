using System.Linq;

namespace ArchGen.Cli.Draw;

/// <content>The order of cells in their layers, in which few lines cross.</content>
internal sealed partial class LayeredLayout
{
    private void Order()
    {
        var best = _layers.Select(l => l.ToList()).ToList();
        var fewest = Crossings();
        for (var sweep = 0; sweep < 12 && fewest > 0; sweep++)
        {
            var isDown = sweep % 2 == 0;
            foreach (var layer in isDown ? _layers.Skip(1) : _layers.SkipLast(1).Reverse())
            {
                var places = _layers.SelectMany(l => l.Select((c, i) => (c, i))).ToDictionary(p => p.c, p => (double)p.i);
                double Middle(Cell cell) => _links.Where(l => (isDown ? l.To : l.From) == cell).Select(l => places[isDown ? l.From : l.To]).DefaultIfEmpty(places[cell]).Average();
                var sorted = layer.Select(c => (Cell: c, Middle: Middle(c))).OrderBy(c => c.Middle).Select(c => c.Cell).ToArray();
                layer.Clear();
                layer.AddRange(sorted);
            }
            if (Crossings() is var now && now < fewest)
                (best, fewest) = (_layers.Select(l => l.ToList()).ToList(), now);
        }
        for (var i = 0; i < _layers.Count; i++)
        {
            _layers[i].Clear();
            _layers[i].AddRange(best[i]);
        }
    }

    private int Crossings()
    {
        var places = _layers.SelectMany(l => l.Select((c, i) => (c, i))).ToDictionary(p => p.c, p => p.i);
        return _links.GroupBy(l => l.From.Layer).Sum(g =>
        {
            var pairs = g.Select(l => (From: places[l.From], To: places[l.To])).ToArray();
            var count = 0;
            for (var i = 0; i < pairs.Length; i++)
            {
                for (var j = i + 1; j < pairs.Length; j++)
                    count += (pairs[i].From - pairs[j].From) * (pairs[i].To - pairs[j].To) < 0 ? 1 : 0;
            }
            return count;
        });
    }
}
