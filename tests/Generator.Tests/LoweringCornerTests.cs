using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Generator.Emit;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Corners of the contract between compiler and emitter, on models made by hand.</summary>
public class LoweringCornerTests
{
    private static readonly SourcePlace s_place = new("a.arch", 1, 1, 1, 2);

    private static CodeName Local(string name) => new(name, CodeNameKind.Local);

    private static LayerCode Linear(Code from, Code to) =>
        new OperatorLayer("linear", [new NamedCode("out_features", to), new NamedCode("bias", new CodeBool(true)), new NamedCode("in_features", from)]);

    private static ClassModel Class(IReadOnlyList<ParameterModel> parameters, params Step[] body) =>
        new("B", null, "[N, 8] -> same", [], parameters, [], [new InputModel("x", "[N, 8]", [])], 1, body, [], s_place, false, false, []);

    private static string Emit(ClassModel model) =>
        CSharpEmitter.EmitFile(new FileModel("a.arch", "Demo", [model], [], []), EmitOptions.Default with { LineDirectives = false });

    private static string EmitAndCompile(ClassModel model)
    {
        var text = Emit(model);
        new Harness().AddCSharp(text).Run().MustCompile();
        return text;
    }

    [Fact]
    public void Equal_items_have_layers_of_their_own()
    {
        var execution = new Execution(("/project/Items.arch", """
            namespace Demo.Items;
            block Pool(size: int) : [N, C, H, W] -> same where size % 2 == 1 { max_pool2d(size, stride: 1, padding: (size - 1) / 2) }
            block B(sizes: int[]) : [N, C, H, W] -> same {
                for d in sizes {
                    Pool(3)
                    residual(drop_path: 0.1) { relu }
                    dropout(0.5)
                    for e in sizes { Pool(2 * floor_div(e * d, 2) + 1) }
                }
            }
            model M() : [N, 2, H, W] -> same { for d in [3, 4, 5] { expose c{d}; it + d } }
            model E() : [N, 2, H, W] -> same { var n = 0; for d in [3, 3, 5] { n = n + 1; expose c{n}; it + d } }
            """));
        nn.Module<Tensor, Tensor> block = execution.New("Demo.Items.B", new long[] { 3, 3 });
        Assert.Equal([2, 2, 9, 9], block.call(rand(2, 2, 9, 9)).shape);
        var features = execution.New("Demo.Items.M").Features(zeros(1, 2, 1, 1));
        Assert.Equal([0f, 3f, 7f, 12f], new Tensor[] { features.c3, features.c4, features.c5, features.output }.Select(t => t.max().item<float>()));
        features = execution.New("Demo.Items.E").Features(zeros(1, 2, 1, 1));
        Assert.Equal([0f, 3f, 6f, 11f], new Tensor[] { features.c1, features.c2, features.c3, features.output }.Select(t => t.max().item<float>()));
    }

    [Fact]
    public void A_loop_over_a_list_finds_its_layers_by_count_though_items_repeat()
    {
        var field = new LayerField("fc", 1, false);
        var text = EmitAndCompile(Class(
            [new ParameterModel("widths", new ListType(StaticType.Int), null, null)],
            new TensorLocal(s_place, ["y"], new TensorName("x"), false, false),
            new ForEachStep(s_place, "w", StaticType.Int, new CodeName("widths", CodeNameKind.Parameter),
            [
                new MakeLayer(s_place, field, new LayerKey(null, [new CodeString("fc"), Local("w")]), Linear(new CodeInt(8), new CodeInt(8))),
                new TensorLocal(s_place, ["y"], new ApplyCode(field, [new CodePosition("w")], [new TensorName("y")]), true, false),
            ]),
            new ReturnStep(s_place, [new TensorName("y")])));
        Assert.Contains("y = fc[position].call(y);", text);
        Assert.Contains("for (var position = 0; position < widths.Length; position++)", text);
        Assert.Contains("for (var position = 0; position < _widths.Length; position++)", text);
    }

    [Fact]
    public void Entries_written_out_share_their_list()
    {
        var (a, b) = (new LayerField("stages0", 0, false), new LayerField("stages1", 0, false));
        var text = EmitAndCompile(Class(
            [],
            new MakeLayer(s_place, a, new LayerKey("stages", [new CodeInt(0)]), Linear(new CodeInt(8), new CodeInt(8))),
            new MakeLayer(s_place, b, new LayerKey("stages", [new CodeInt(1)]), Linear(new CodeInt(8), new CodeInt(8))),
            new ReturnStep(s_place, [new ApplyCode(b, [], [new ApplyCode(a, [], [new TensorName("x")])])])));
        Assert.Contains("register_module(\"stages\", stages);", text);
        Assert.Contains("stages.Add(\"1\", stages1);", text);
        Assert.Contains("return scope.MoveToOuter(stages1.call(stages0.call(x)));", text);
    }

    [Fact]
    public void A_static_local_is_computed_where_it_is_used()
    {
        var field = new LayerField("fc", 0, false);
        var text = EmitAndCompile(Class(
            [new ParameterModel("dim", StaticType.Int, null, null)],
            new StaticLocal(s_place, "built", StaticType.Int, new CodeOperation("*", [new CodeInt(2), new CodeName("dim", CodeNameKind.Parameter)], false), false, false),
            new StaticLocal(s_place, "run", StaticType.Int, new CodeSize(new TensorName("x"), 0), false, false),
            new StaticLocal(s_place, "unused", StaticType.Int, new CodeInt(3), false, false),
            new MakeLayer(s_place, field, new LayerKey(null, [new CodeString("fc")]), Linear(Local("built"), new CodeInt(8))),
            new TensorLocal(s_place, ["y"], new ReshapeCode(new TensorName("x"), [Local("run"), new CodeInt(-1)]), false, false),
            new ReturnStep(s_place, [new ApplyCode(field, [], [new TensorName("y")])])));
        var (constructor, forward) = (text[..text.IndexOf("forward(", System.StringComparison.Ordinal)], text[text.IndexOf("forward(", System.StringComparison.Ordinal)..]);
        Assert.Contains("long built = 2 * dim;", constructor);
        Assert.DoesNotContain("long built", forward);
        Assert.Contains("long run = x.size(0);", forward);
        Assert.DoesNotContain("long run", constructor);
        Assert.DoesNotContain("unused", text);
        Assert.DoesNotContain("_dim", text);
    }

    [Fact]
    public void A_parameter_without_a_default_may_follow_one_with()
    {
        var text = EmitAndCompile(Class(
            [new ParameterModel("a", StaticType.Int, new CodeInt(4), null), new ParameterModel("b", StaticType.Float, null, null)],
            new ReturnStep(s_place, [new OperatorCode("multiply", [new TensorName("x"), new ScalarOperand(new CodeName("b", CodeNameKind.Parameter))], [])])));
        Assert.Contains("public B(double b, long a = 4)", text);
        Assert.Contains("return scope.MoveToOuter(x * _b);", text);
    }

    [Fact]
    public void Locals_of_blocks_beside_and_around_each_other_keep_apart()
    {
        var loop = new LoopStep(s_place, "i", new CodeInt(0), new CodeInt(2),
        [
            new TensorLocal(s_place, ["t"], new TensorName("y"), false, false),
            new TensorLocal(s_place, ["y"], new OperatorCode("add", [new TensorName("t"), new TensorName("t")], []), true, false),
        ]);
        EmitAndCompile(Class(
            [],
            new TensorLocal(s_place, ["y"], new TensorName("x"), false, false),
            loop, loop,
            new TensorLocal(s_place, ["t"], new TensorName("y"), false, false),
            new ReturnStep(s_place, [new TensorName("t")])));
    }

    [Fact]
    public void A_value_that_stays_as_it_is_is_not_assigned()
    {
        var field = new LayerField("fc", 1, false);
        var text = EmitAndCompile(Class(
            [],
            new CarriedDim(s_place, "channels", new CodeInt(8), false),
            new LoopStep(s_place, "i", new CodeInt(0), new CodeInt(2),
            [
                new MakeLayer(s_place, field, new LayerKey("fc", [Local("i")]), Linear(Local("channels"), new CodeInt(8))),
                new CarriedDim(s_place, "channels", Local("channels"), true),
            ]),
            new ReturnStep(s_place, [new TensorName("x")])));
        Assert.DoesNotContain("channels = channels", text);
    }

    [Fact]
    public void Long_statements_are_broken_at_commas()
    {
        var arguments = string.Join(", ", Enumerable.Range(0, 20).Select(i => $"parameter{i}: \"a, (b\""));
        var lines = LineWrapper.Wrap($"stages.Add(new StagesGroup({arguments}));", 8);
        Assert.Equal("stages.Add(new StagesGroup(", lines[0]);
        Assert.All(lines, line => Assert.True(line.Length <= LineWrapper.Longest, line));
        Assert.EndsWith("));", lines[^1]);
        Assert.Equal($"stages.Add(new StagesGroup({arguments}));".Replace(" ", ""), string.Concat(lines).Replace(" ", ""));
    }

    [Fact]
    public void A_choice_within_a_choice_is_broken_at_its_own_signs()
    {
        string Layer(string name) => $"new {name}(dim: dims[i], heads: heads[i], expand: expand, drop_path: rate, layer_scale: layer_scale)";
        var lines = LineWrapper.Wrap($"var layer = i == 0 ? attention[i] ? {Layer("A")} : {Layer("B")} : {Layer("C")};", 8);
        Assert.Equal(
            ["var layer = i == 0", "    ? attention[i]", $"        ? {Layer("A")}", $"        : {Layer("B")}", $"    : {Layer("C")};"],
            lines);
    }

    [Fact]
    public void A_chain_of_calls_is_broken_between_them()
    {
        const string Sizes = "y.size(0), y.size(1), -1, window_of_the_block, y.size(3) / window_of_the_block";
        Assert.Equal(
            [$"y = y.reshape({Sizes})", "    .permute(0, 2, 4, 3, 5, 1)", $"    .reshape({Sizes});"],
            LineWrapper.Wrap($"y = y.reshape({Sizes}).permute(0, 2, 4, 3, 5, 1).reshape({Sizes});", 8));
    }

    [Fact]
    public void A_sum_of_calls_is_not_broken_as_if_it_were_one_call()
    {
        const string Sizes = "y.size(0), y.size(1), -1, window_of_the_block, y.size(3) / window_of_the_block";
        Assert.DoesNotContain(LineWrapper.Wrap($"y = y.reshape({Sizes}).permute(0, 2) - x.reshape({Sizes});", 8), line => line.TrimStart().StartsWith('.'));
    }
}
