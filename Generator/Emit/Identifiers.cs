using System;
using System.Collections.Generic;
using System.Text;

namespace ArchGen.Generator.Emit;

/// <summary>Makes C# names of the spec's.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object",
        "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short",
        "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong",
        "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
        // No standard has these, and every compiler.
        "__arglist", "__makeref", "__reftype", "__refvalue",
    ];

    /// <summary>Words that are keywords only in some places, but read badly or break as a type's name.</summary>
    private static readonly HashSet<string> TypeKeywords =
        ["record", "var", "dynamic", "nint", "nuint", "notnull", "unmanaged", "await", "async", "file", "required", "scoped", "where", "partial", "global", "field", "extension", "allows", "when", "yield", "args", "value", "nameof", "and", "or", "not", "managed"];

    /// <summary>What <c>torch.nn.Module</c>, its bases and its hooks already call something.</summary>
    private static readonly HashSet<string> ModuleMembers =
    [
        "name", "train", "eval", "training", "modules", "children", "parameters", "buffers", "named_modules", "named_children",
        "named_parameters", "named_buffers", "save", "load", "save_state_dict", "load_state_dict", "state_dict", "apply", "forward", "call", "to",
        "cpu", "cuda", "half", "bfloat16", "zero_grad", "add_module", "register_module", "register_buffer", "register_parameter",
        "register_forward_hook", "register_forward_pre_hook", "get_parameter", "get_buffer", "has_parameter", "has_buffer", "GetName", "Create",
        "Dispose", "RegisterComponents", "ClearModules", "ConditionallyRegisterBuffer", "ConditionallyRegisterParameter",
        "GetDefaultDeviceAndType", "ReplaceBuffer", "ReplaceParameter", "_to", "_toEpilog", "_parameters", "_named_parameters", "_named_buffers",
        "_deviceType", "_deviceIndex", "_internal_buffers", "_internal_params", "_internal_submodules", "Finalize", "Equals", "GetHashCode",
        "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "pre_hooks", "post_hooks", "module_pre_hooks", "module_post_hooks", "HookRemover", "Run", "Features", "FeatureMaps",
    ];

    /// <summary>What a record, or the class of a feature, has members called.</summary>
    private static readonly HashSet<string> RecordMembers =
    [
        "Clone", "Deconstruct", "EqualityContract", "PrintMembers", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "FeatureMaps", "Features", "Shape", "Channels", "Stride",
    ];

    /// <summary>A name as an identifier that means itself: characters that C# doesn't allow become <c>_</c>; keywords are left to <see cref="Escape"/>.</summary>
    public static string Clean(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var c in name)
            text.Append(c == '_' || c is >= 'a' and <= 'z' || c is >= 'A' and <= 'Z' || c is >= '0' and <= '9' ? c : '_');
        if (text.Length == 0)
            return "_";
        if (text[0] is >= '0' and <= '9')
            text.Insert(0, '_');
        return text.ToString();
    }

    /// <summary>A name with <c>@</c> where it is a keyword.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>A parameter's or local's name.</summary>
    public static string Local(string name) => Escape(Clean(name));

    /// <summary>A member's name that hides nothing of <c>Module</c>'s.</summary>
    public static string Member(string name)
    {
        var clean = Clean(name);
        return ModuleMembers.Contains(clean) ? clean + "_" : Escape(clean);
    }

    /// <summary>A feature's name, which is a record's member and a class.</summary>
    public static string Feature(string name) => RecordMembers.Contains(name) ? name + "_" : name;

    /// <summary>True for what every class inherits a member called.</summary>
    public static bool IsObjectMember(string name) => name is "Equals" or "ReferenceEquals" or "GetHashCode" or "GetType" or "ToString" or "MemberwiseClone";

    /// <summary>A type's name.</summary>
    public static string Type(string name)
    {
        var clean = Clean(name);
        return TypeKeywords.Contains(clean) || Keywords.Contains(clean) ? "@" + clean : clean;
    }

    /// <summary>A namespace, part by part.</summary>
    public static string Namespace(string name) => string.Join(".", Array.ConvertAll(name.Split('.'), Local));

    /// <summary>A type in a namespace, from anywhere.</summary>
    public static string Global(string @namespace, string type) =>
        @namespace.Length == 0 ? "global::" + Type(type) : "global::" + Namespace(@namespace) + "." + Type(type);

    /// <summary><paramref name="wanted"/>, or it with the first number that makes it new.</summary>
    public static string Distinct(string wanted, Func<string, bool> isTaken)
    {
        if (!isTaken(wanted))
            return wanted;
        var stem = wanted.TrimStart('@');
        for (var i = 2; ; i++)
        {
            var candidate = stem + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!isTaken(candidate))
                return candidate;
        }
    }
}
