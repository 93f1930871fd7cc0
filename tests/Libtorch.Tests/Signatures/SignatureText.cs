using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ArchGen.Libtorch.Tests.Signatures;

/// <summary>Writes public types and members in the notation of <c>official-signatures.txt</c>.</summary>
internal static class SignatureText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(uint)] = "uint", [typeof(float)] = "float",
        [typeof(double)] = "double", [typeof(char)] = "char", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    internal static string Header(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : "class";
        var text = $"{type.Namespace}: {kind} {Name(type)}";
        var plain = type.IsEnum || type.IsInterface || type.IsValueType || type.BaseType is null || type.BaseType == typeof(object);
        return plain ? text : $"{text} : {Name(type.BaseType!)}";
    }

    internal static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            yield return string.Join(", ", Enum.GetNames(type).Zip(Enum.GetValuesAsUnderlyingType(type).Cast<object>(),
                (name, value) => (Name: name, Value: Convert.ToInt64(value, CultureInfo.InvariantCulture))).OrderBy(e => e.Value).Select(e => $"{e.Name}={e.Value}"));
            yield break;
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(c => Visible(c) && !c.IsStatic && !type.IsValueType | c.GetParameters().Length > 0))
            yield return $".ctor: {Access(constructor)} {Simple(type)}({Parameters(constructor)})";
        foreach (var field in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
            yield return $"{(field.IsPublic ? "public" : field.IsFamily ? "protected" : "protected internal")} {(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name};";
        foreach (var property in type.GetProperties(Declared))
        {
            var (get, set) = (property.GetMethod, property.SetMethod);
            var (canGet, canSet) = (get is not null && Visible(get), set is not null && Visible(set));
            if (!canGet && !canSet) continue;
            var accessor = canGet ? get! : set!;
            if (accessor.Name.Contains('.', StringComparison.Ordinal)) continue;
            var index = property.GetIndexParameters();
            var indices = index.Length == 0 ? "" : $"[{string.Join(", ", index.Select(p => $"{Name(p.ParameterType)} {p.Name}"))}]";
            yield return $"{Access(accessor)} {(accessor.IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name}{indices} {{ {(canGet ? "get; " : "")}{(canSet ? "set; " : "")}}}";
        }

        foreach (var method in type.GetMethods(Declared).Where(m => Visible(m) && !Accessor(m) && !m.Name.Contains('.', StringComparison.Ordinal)))
            yield return Method(method);
    }

    private static bool Accessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "public" : method.IsFamily ? "protected" : "protected internal";

    private static string Method(MethodInfo method)
    {
        var modifier = method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : method.IsVirtual && !method.IsFinal ? (method.GetBaseDefinition() != method ? "override " : "virtual ")
            : method.IsVirtual && method.GetBaseDefinition() != method ? "override " : "";
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        var names = method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames.Where(n => n is not null).ToList();
        var comment = names is { Count: > 0 } ? $" /*{string.Join(",", names)}*/" : "";
        return $"{Access(method)} {modifier}{Name(method.ReturnType)}{comment} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute), false);
        return string.Join(", ", method.GetParameters().Select((parameter, i) => Parameter(parameter, extension && i == 0)));
    }

    private static string Parameter(ParameterInfo parameter, bool receiver)
    {
        var type = parameter.ParameterType;
        var prefix = receiver ? "this " : parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : parameter.IsOut ? "out " : type.IsByRef ? "ref " : "";
        if (type.IsByRef) type = type.GetElementType()!;
        return $"{prefix}{Name(type)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter.DefaultValue, type)}" : "")}";
    }

    private static string Default(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    internal static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsArray) return Name(type.GetElementType()!) + $"[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true || (type.IsGenericType && type.GetGenericTypeDefinition().FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)))
            return $"({string.Join(", ", type.GetGenericArguments().Select(Name))})";
        var arguments = new Queue<Type>(type.GetGenericArguments());
        var parts = new List<string>();
        var chain = new Stack<Type>();
        for (var t = type; t is not null; t = t.DeclaringType) chain.Push(t);
        foreach (var part in chain)
        {
            var tick = part.Name.IndexOf('`', StringComparison.Ordinal);
            if (tick < 0)
            {
                parts.Add(part.Name);
                continue;
            }

            var count = int.Parse(part.Name.AsSpan(tick + 1), NumberStyles.None, CultureInfo.InvariantCulture);
            parts.Add($"{part.Name[..tick]}<{string.Join(", ", Enumerable.Range(0, count).Select(_ => Name(arguments.Dequeue())))}>");
        }

        return string.Join(".", parts);
    }

    private static string Simple(Type type) => type.Name.Split('`')[0];
}
