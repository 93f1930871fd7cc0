using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Ablate;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Lowering;
using ArchGen.Runtime;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>Everything that a recipe sets reaches the runtime's options, as it does in generated code.</summary>
public sealed class RecipeOptionsTests
{
    private static readonly Dictionary<string, object?> s_none = [];

    public static TheoryData<string> Names => [.. RecipeTable.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_becomes_an_option_and_can_be_read_back(string name)
    {
        var entry = RecipeTable.Find(name)!;
        var value = Other(entry, RecipeOptions.All([])[name]);
        var set = new Dictionary<string, object?> { [name] = value };
        if (entry.IsData)
            Assert.NotEqual(new DataOptions(), RecipeOptions.Data(set, s_none));
        else
            Assert.NotEqual(new TrainingOptions(), RecipeOptions.Training(set, s_none));
        // A setting takes the recipe's place.
        Assert.Equal(RecipeOptions.Training(set, s_none), RecipeOptions.Training(new Dictionary<string, object?> { [name] = Other(entry, value) }, set));
        Assert.Equal(value, RecipeOptions.All([new RecipeValue(name, value)])[name]);
    }

    [Fact]
    public void Words_are_members_of_the_runtimes_enumerations()
    {
        foreach (var entry in RecipeTable.All.Where(e => e.Words is not null))
        {
            var type = typeof(TrainingOptions).Assembly.GetType($"ArchGen.Runtime.{entry.Enumeration}")!;
            Assert.Equal(System.Enum.GetNames(type).Select(n => n.ToLowerInvariant()), entry.Words);
        }
    }

    private static object Other(RecipeEntry entry, object? than) => entry.Kind switch
    {
        RecipeKind.Bool => !(than as bool? ?? false),
        RecipeKind.String => entry.Words?.First(w => w != than as string) ?? than + "x",
        RecipeKind.Int => entry.Name == "channels" ? (than is 1L ? 3L : 1L) : (than as long? ?? 1) + 1,
        _ => ((than as double? ?? 0) + 0.0625) % 0.9375 + 0.01,
    };
}
