using System;
using System.Collections.Generic;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>What a spec's name is called in C#, and its type where it is a static value.</summary>
internal sealed record NameBinding(string Text, StaticType? Type);

/// <summary>
/// The names of one C# block. C# refuses a local whose name an enclosing block uses, even further down, so a name is new where neither the blocks around
/// nor the blocks within (so far) have it.
/// </summary>
internal sealed class NameScope(NameScope? parent, Func<string, bool>? isReserved = null)
{
    private readonly Dictionary<string, NameBinding> _bindings = [];
    private readonly HashSet<string> _own = [];
    private readonly HashSet<string> _within = [];

    private Func<string, bool>? Reserved => isReserved ?? parent?.Reserved;

    /// <summary>A block within this one.</summary>
    public NameScope Nested() => new(this);

    /// <summary>What a name is bound to here.</summary>
    public NameBinding? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._bindings.TryGetValue(name, out var binding))
                return binding;
        }
        return null;
    }

    /// <summary>Declares a local for a spec's name, under that name or the next free one.</summary>
    public string Declare(string name, StaticType? type = null)
    {
        var wanted = Identifiers.Local(name);
        var text = Identifiers.Distinct(wanted, t => IsTaken(t) || (t != wanted && Reserved?.Invoke(t) == true));
        Use(text);
        _bindings[name] = new NameBinding(text, type);
        return text;
    }

    /// <summary>Declares a local that the spec has no name for.</summary>
    public string DeclareOwn(string wanted)
    {
        var text = Identifiers.Distinct(wanted, t => IsTaken(t) || Reserved?.Invoke(t) == true);
        Use(text);
        return text;
    }

    /// <summary>Binds a name to something that is declared elsewhere: a parameter, a field.</summary>
    public void Bind(string name, string text, StaticType? type) => _bindings[name] = new NameBinding(text, type);

    private NameScope? Parent => parent;

    private void Use(string text)
    {
        _own.Add(text);
        for (var scope = this; scope is not null; scope = scope.Parent)
            scope._within.Add(text);
    }

    private bool IsTaken(string text)
    {
        if (_own.Contains(text) || _within.Contains(text))
            return true;
        for (var scope = parent; scope is not null; scope = scope.Parent)
        {
            if (scope._own.Contains(text))
                return true;
        }
        return false;
    }
}
