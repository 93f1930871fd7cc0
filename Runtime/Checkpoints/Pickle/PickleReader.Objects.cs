namespace ArchGen.Runtime;

internal sealed partial class PickleReader
{
    // Steps that name things, and "call" what was named.
    private bool ReadObject(byte code)
    {
        switch ((char)code)
        {
            case '\x80': Protocol(input.Byte()); return true;
            case '\x95': Frame(input.Int64()); return true;
            case 'c': Push(Name(input.Line(), input.Line())); return true;
            case '\x93': PushNamed(Pop(2)); return true;
            case 'R': Call(Pop(2)); return true;
            case '\x81': Call(Pop(2)); return true;
            case '\x92': CallWithNames(Pop(3)); return true;
            case 'i': Push(Made(Name(input.Line(), input.Line()), PopToMark())); return true;
            case 'o': CallMarked(PopToMark()); return true;
            case 'b': Build(Pop()); return true;
            case 'P': Push(host.Outside(input.Line(), _at)); return true;
            case 'Q': Push(host.Outside(Pop(), _at)); return true;
            case '\x82' or '\x83' or '\x84': throw Wrong("it uses Python's registry of extensions, which no checkpoint does");
            case '\x97' or '\x98': throw Wrong("it uses buffers outside the pickle, which no checkpoint does");
            default: return false;
        }
    }

    private void Protocol(byte version)
    {
        if (version > HighestProtocol)
            throw Wrong($"protocol {version}; up to {HighestProtocol} is known");
    }

    // A frame only says how much may be read at once.
    private void Frame(long length)
    {
        if (length < 0)
            throw Wrong("a frame of negative length");
    }

    private PickleName Name(string module, string name) => host.Name(module.Length == 0 ? name : $"{module}.{name}", _at);

    private void PushNamed(object?[] parts)
    {
        if (parts is not [string module, string name])
            throw Wrong("a name that is no text");
        Push(Name(module, name));
    }

    private void Call(object?[] parts) => Push(Made(parts[0], parts[1] as object?[] ?? throw Wrong("arguments that are no tuple")));

    private void CallWithNames(object?[] parts)
    {
        if (parts is not [var what, object?[] arguments, PickleDict named])
            throw Wrong("arguments that are no tuple and dictionary");
        if (what is PickleName { IsKnown: true } && named.Items.Count > 0)
            throw Wrong("arguments by name, which rebuilding a tensor doesn't take");
        Push(Made(what, arguments));
    }

    private void CallMarked(object?[] parts)
    {
        if (parts.Length == 0)
            throw Wrong("nothing to make");
        Push(Made(parts[0], parts[1..]));
    }

    private object? Made(object? what, object?[] arguments) => what switch
    {
        PickleName { IsKnown: true } name => host.Make(name, arguments, _at),
        PickleName name => new PickleThing(name.Name),
        PickleThing thing => thing,
        _ => throw Wrong($"{PickleValues.Describe(what)} is to be called, which is no name"),
    };

    // The state of an OrderedDict is a state dict's versions; that of what wasn't made goes with it.
    private void Build(object? state)
    {
        if (Top() is not (PickleDict or PickleThing))
            throw Wrong($"a state ({PickleValues.Describe(state)}) is set on {PickleValues.Describe(Top())}");
    }
}
