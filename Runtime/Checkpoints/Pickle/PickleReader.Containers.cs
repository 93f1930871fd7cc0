using System.Collections.Generic;
using System.Globalization;

namespace ArchGen.Runtime;

internal sealed partial class PickleReader
{
    // Steps that build lists, tuples, dictionaries and sets, and those on the stack itself.
    private bool ReadContainer(byte code)
    {
        switch ((char)code)
        {
            case '(': _marks.Add(_stack.Count); return true;
            case '0': Drop(); return true;
            case '1': PopToMark(); return true;
            case '2': Push(Top()); return true;
            case ')': Push(System.Array.Empty<object?>()); return true;
            case 't': Push(PopToMark()); return true;
            case '\x85': Push(Pop(1)); return true;
            case '\x86': Push(Pop(2)); return true;
            case '\x87': Push(Pop(3)); return true;
            case ']': Push(new PickleList()); return true;
            case 'l': Push(Added(new PickleList(), PopToMark())); return true;
            case 'a': Append([Pop()]); return true;
            case 'e': Append(PopToMark()); return true;
            case '}': Push(new PickleDict()); return true;
            case 'd': Push(Set(new PickleDict(), PopToMark())); return true;
            case 's': SetItems(Pop(2)); return true;
            case 'u': SetItems(PopToMark()); return true;
            case '\x8f': Push(new PickleList(isSet: true)); return true;
            case '\x90': Append(PopToMark()); return true;
            case '\x91': Push(Added(new PickleList(isSet: true), PopToMark())); return true;
            case 'g': Push(Recall(Index(input.Line()))); return true;
            case 'h': Push(Recall(input.Byte())); return true;
            case 'j': Push(Recall((uint)input.Int32())); return true;
            case 'p': _memo[Index(input.Line())] = Top(); return true;
            case 'q': _memo[input.Byte()] = Top(); return true;
            case 'r': _memo[(uint)input.Int32()] = Top(); return true;
            case '\x94': _memo[_memo.Count] = Top(); return true;
            default: return false;
        }
    }

    // What is dropped may be the mark itself.
    private void Drop()
    {
        if (_marks.Count > 0 && _marks[^1] == _stack.Count)
            _marks.RemoveAt(_marks.Count - 1);
        else
            Pop();
    }

    private long Index(string line) =>
        long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw Wrong("a memo's number is none");

    private object? Recall(long index) => _memo.TryGetValue(index, out var value) ? value : throw Wrong($"nothing was kept under {index}");

    private void Append(object?[] items)
    {
        // What wasn't made takes what it is given, and keeps none of it.
        if (Top() is PickleList list)
            Added(list, items);
        else if (Top() is not PickleThing)
            throw Wrong("items are added to what is no list");
    }

    private void SetItems(object?[] items)
    {
        if (Top() is PickleDict dict)
            Set(dict, items);
        else if (Top() is not PickleThing)
            throw Wrong("items are set on what is no dictionary");
    }

    private static PickleList Added(PickleList list, object?[] items)
    {
        list.Items.AddRange(items);
        return list;
    }

    private PickleDict Set(PickleDict dict, IReadOnlyList<object?> items)
    {
        if (items.Count % 2 != 0)
            throw Wrong("a dictionary's key without a value");
        for (var i = 0; i < items.Count; i += 2)
            dict.Set(items[i], items[i + 1]);
        return dict;
    }
}
