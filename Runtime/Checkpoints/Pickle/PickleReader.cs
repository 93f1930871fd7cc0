using System;
using System.Collections.Generic;

namespace ArchGen.Runtime;

/// <summary>
/// Reads one pickle, of protocol 0 to 5, as data. Python's own reader runs whatever a pickle names; this one has nothing to run: names go to the host,
/// which makes values of the few that it knows. Steps, memory and nesting are bounded by the pickle's own length and <see cref="MostSteps"/>.
/// </summary>
internal sealed partial class PickleReader(PickleInput input, IPickleHost host)
{
    // A tensor takes some thirty.
    private const int MostSteps = 8_000_000;

    private const byte HighestProtocol = 5;

    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];

    // The byte at which the present step stands.
    private long _at;

    /// <summary>Reads to the pickle's end. Throws <see cref="FormatException"/> where it isn't one.</summary>
    public object? Read()
    {
        for (var steps = 0; ; steps++)
        {
            if (steps == MostSteps)
                throw new FormatException($"its pickle has more than {MostSteps} steps");
            _at = input.Position;
            var code = input.Byte();
            if (code == '.')
                return Pop();
            if (!ReadValue(code) && !ReadContainer(code) && !ReadObject(code))
                throw Wrong($"0x{code:x2} is no step of a pickle");
        }
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Pop()
    {
        // What is below a mark belongs to what was begun before it.
        if (_stack.Count == 0 || (_marks.Count > 0 && _stack.Count <= _marks[^1]))
            throw Wrong("a value is missing");
        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object? Top()
    {
        var value = Pop();
        Push(value);
        return value;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
            throw Wrong("a mark is missing");
        var from = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        var values = _stack.GetRange(from, _stack.Count - from).ToArray();
        _stack.RemoveRange(from, values.Length);
        return values;
    }

    private object?[] Pop(int count)
    {
        var values = new object?[count];
        for (var i = count - 1; i >= 0; i--)
            values[i] = Pop();
        return values;
    }

    private FormatException Wrong(string what) => new($"its pickle is damaged at byte {_at}: {what}");
}
