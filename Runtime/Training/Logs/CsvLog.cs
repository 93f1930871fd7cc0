using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace ArchGen.Runtime;

/// <summary>A table of numbers whose first column is the step; each row is one write. A row that a dying process left in part goes when it is opened again.</summary>
internal sealed class CsvLog : IDisposable
{
    private readonly FileStream _file;

    /// <summary>Goes on with a file, without the rows of steps beyond <paramref name="step"/>; begins it where there is none, or at step 0.</summary>
    public CsvLog(string path, string[] columns, long step)
    {
        var head = string.Join(',', columns);
        if (File.Exists(path))
        {
            var kept = step == 0 || Whole(path) is not [var first, .. var rows] || first != head ? [] : rows.Where(r => StepOf(r) <= step).ToArray();
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Prepend(head).Select(r => r + "\n")))));
        }

        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 0);
        if (_file.Length == 0)
            _file.Write(Encoding.UTF8.GetBytes(head + "\n"));
    }

    /// <summary>Adds a row; what there is none of stays empty.</summary>
    public void Add(long step, params double?[] numbers) =>
        _file.Write(Encoding.UTF8.GetBytes(string.Join(',', numbers.Select(n => n?.ToString("R", CultureInfo.InvariantCulture)).Prepend(step.ToString(CultureInfo.InvariantCulture))) + "\n"));

    public void Dispose() => _file.Dispose();

    private static string[] Whole(string path)
    {
        var text = File.ReadAllText(path);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static long StepOf(string row) => long.TryParse(row.AsSpan(0, Math.Max(0, row.IndexOf(','))), NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : long.MaxValue;
}
