using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Tests.Shapes.Operators;
using Xunit;

namespace ArchGen.Dsl.Tests.Documentation;

/// <summary>The reference tables of the language's page list what there is, and nothing else.</summary>
public class ReferenceTests
{
    private static readonly string s_page = Spec.Read("docs", "language.md");

    /// <summary>Each operator's row, its cells, by the signature that it is written with.</summary>
    private static readonly Dictionary<string, string[]> s_operators = Page.Rows(Page.Section(s_page, "Operators"))
        .SelectMany(row => Page.Codes(row[0]).SelectMany(Spread).Select(signature => (signature, row))).ToDictionary(p => p.signature, p => p.row, StringComparer.Ordinal);

    [Fact]
    public void Every_operator_is_listed_with_its_parameters_and_defaults() =>
        Assert.Equal(OperatorTable.All.Select(Signature).Order(StringComparer.Ordinal), s_operators.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Everything_that_a_recipe_sets_is_listed() =>
        Assert.Equal(
            RecipeTable.All.Select(e => $"{e.Name}: {e.Description}; {e.Doc}"),
            Page.Rows(Page.Section(s_page, "Recipes")).Select(row => $"{Page.Codes(row[0]).Single()}: {row[1].Trim()}; {row[3].Trim()}"));

    [Fact]
    public void Every_word_that_a_parameter_takes_is_named()
    {
        foreach (var op in OperatorTable.All)
        {
            var words = Page.Codes(s_operators[Signature(op)][1]).ToHashSet(StringComparer.Ordinal);
            Assert.All(op.Parameters.SelectMany(p => p.Options ?? []), word => Assert.True(words.Contains(word), $"{op.Name}: '{word}'"));
        }
    }

    /// <summary>Calls of each operator with learned tensors in which it has all that it may have.</summary>
    [Theory]
    [InlineData("conv1d", "[1,4,8]", "out_channels=4;kernel_size=3")]
    [InlineData("conv2d", "[1,4,8,8]", "out_channels=4;kernel_size=3")]
    [InlineData("conv3d", "[1,4,8,8,8]", "out_channels=4;kernel_size=3")]
    [InlineData("conv_transpose1d", "[1,4,8]", "out_channels=4;kernel_size=3")]
    [InlineData("conv_transpose2d", "[1,4,8,8]", "out_channels=4;kernel_size=3")]
    [InlineData("conv_transpose3d", "[1,4,8,8,8]", "out_channels=4;kernel_size=3")]
    [InlineData("linear", "[1,4]", "out_features=4")]
    [InlineData("embedding", "[1,4]", "num_embeddings=4;embedding_dim=4")]
    [InlineData("prelu", "[1,4]", "")]
    [InlineData("layer_norm", "[1,4]", "")]
    [InlineData("rms_norm", "[1,4]", "")]
    [InlineData("batch_norm", "[1,4]", "")]
    [InlineData("group_norm", "[1,4]", "num_groups=2")]
    [InlineData("instance_norm", "[1,4,8,8]", "affine=true")]
    public void Keys_are_those_of_its_tensors(string name, string input, string arguments)
    {
        var owned = FakeCall.Of(name, input, arguments).Run()!.Owned.Select(t => t.Name);
        Assert.Equal(owned, Page.Codes(s_operators[Signature(OperatorTable.Find(name)!)][2]));
    }

    [Fact]
    public void Only_operators_with_learned_tensors_have_keys() =>
        Assert.All(OperatorTable.All, op => Assert.Equal(op.HasState, s_operators[Signature(op)][2].Length > 0));

    /// <summary>The page says it once for all.</summary>
    [Fact]
    public void Weights_and_biases_have_an_initialiser() => Assert.All(OperatorTable.All, op => Assert.Equal(
        op.Name == "prelu" ? [] : Page.Codes(s_operators[Signature(op)][2]).Where(key => key is "weight" or "bias").Select(key => key + "_init"),
        op.Parameters.Where(p => p.Kind == OperatorParameterKind.Initial).Select(p => p.Name)));

    [Fact]
    public void Every_static_function_is_listed_as_it_is_called() => Assert.Equal(
        StaticFunctions.Names.Select(StaticFunctions.Usage).Order(StringComparer.Ordinal),
        Page.Rows(Page.Section(s_page, "Static functions")).SelectMany(row => Page.Codes(row[0])).Order(StringComparer.Ordinal));

    /// <summary>The blocks of the library, with their parameters: what their defaults are is the library's to say.</summary>
    [Fact]
    public void Every_block_of_the_library_is_listed()
    {
        var files = System.IO.Directory.GetFiles(Spec.PathOf("specs", "std"), "*.arch").Select(path => new Text.SourceText(path, System.IO.File.ReadAllText(path)));
        var blocks = ArchCompiler.Compile([.. files]).Files.SelectMany(f => f.Model.Classes)
            .Select(c => $"{c.Name}({string.Join(", ", c.Parameters.Where(p => p.Doc is null).Select(p => p.Name))})");
        var listed = Page.Rows(Page.Section(s_page, "Standard library")).Select(row => Page.Codes(row[0]).Single())
            .Select(s => System.Text.RegularExpressions.Regex.Replace(s, ": [^,)]+", ""));
        Assert.Equal(blocks.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    /// <summary><c>conv{1,2}d(…)</c> as <c>conv1d(…)</c> and <c>conv2d(…)</c>.</summary>
    private static IEnumerable<string> Spread(string signature)
    {
        var (open, close) = (signature.IndexOf('{', StringComparison.Ordinal), signature.IndexOf('}', StringComparison.Ordinal));
        return open < 0 ? [signature] : signature[(open + 1)..close].Split(',').Select(part => signature[..open] + part + signature[(close + 1)..]);
    }

    private static string Signature(Operator op)
    {
        string[] tensors = op.Inputs switch { OperatorInputs.Two => ["a", "b"], OperatorInputs.Many => ["tensors…"], _ => [] };
        var all = tensors.Concat(op.Parameters.Where(p => p.Kind != OperatorParameterKind.Initial).Select(p => p.Name + (p.IsOptional ? "?" : p.Default is null ? "" : ": " + Text(p.Default)))).ToArray();
        return all.Length == 0 ? op.Name : $"{op.Name}({string.Join(", ", all)})";
    }

    private static string Text(StaticValue value) => value switch
    {
        IntValue number => number.Value.ToString(),
        FloatValue number => number.Value!.Value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant(),
        BoolValue truth => truth.Value == true ? "true" : "false",
        SymbolValue word => word.Name,
        _ => throw new ArgumentException(value.ToString()),
    };
}
