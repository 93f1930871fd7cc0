using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ArchGen.Dsl;
using ArchGen.Generator.Pipeline;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>What flows through the pipeline is plain values.</summary>
public class ModelTests
{
    private static readonly Type[] s_models =
        [typeof(SpecFile), typeof(SpecHeader), typeof(CompileUnit), typeof(UnitFile), typeof(GeneratedFile), typeof(SpecPlace), typeof(SpecDiagnostic), typeof(UnitFindings), typeof(UnitResult)];

    [Fact]
    public void Models_hold_no_object_of_roslyns()
    {
        var seen = new HashSet<Type>();
        var open = new Queue<Type>(s_models);
        while (open.TryDequeue(out var type))
        {
            if (!seen.Add(type) || type.IsPrimitive || type == typeof(string) || type.IsEnum)
                continue;
            Assert.False(type.FullName!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), type.FullName);
            Assert.False(typeof(Dsl.Text.SourceText).IsAssignableFrom(type), type.FullName);
            Assert.True(IsValue(type), $"{type} doesn't compare by value.");
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                foreach (var part in Parts(field.FieldType))
                    open.Enqueue(part);
            }
        }
    }

    [Fact]
    public void Equal_specs_give_equal_results()
    {
        var unit = new CompileUnit(new EquatableArray<UnitFile>([new UnitFile("/a.arch", "a.g.cs")]), new EquatableArray<SpecFile>([new SpecFile("/a.arch", Specs.Encoder)]));
        var again = new CompileUnit(new EquatableArray<UnitFile>([new UnitFile("/a.arch", "a.g.cs")]), new EquatableArray<SpecFile>([new SpecFile("/a.arch", string.Concat(Specs.Encoder))]));
        Assert.Equal(unit, again);
        var compiler = new UnitCompiler(new WarmUnits(ArchCompiler.Compile));
        Assert.Equal(compiler.Compile(unit, default), compiler.Compile(again, default));
    }

    private static bool IsValue(Type type) =>
        type.IsValueType || type.GetMethod("<Clone>$") is not null || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>));

    private static IEnumerable<Type> Parts(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        return [element, .. element.GetGenericArguments()];
    }
}
