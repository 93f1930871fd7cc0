using System;
using System.Linq;
using ArchGen.Dsl.Semantics;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>What is offered where, in lines that are finished and in those that aren't.</summary>
public class CompletionTests
{
    private const string Other = """
        namespace Shared.Blocks
        const WIDTH = 8
        fn twice(a: int) = 2 * a
        /// Makes features.
        block Encoder(dim: int, kernel: int = 3, norm: block(C) [N, C, H, W] -> same = batch_norm) : [N, C, H, W] -> [N, dim, H, W] { norm: norm; f: conv2d(dim, kernel, padding: same) }
        """;

    private static string InBody(string statement) => $$"""
        namespace T
        import Shared.Blocks
        model Net(dim: int, rates: float[2], act: block() [..] -> same = gelu) : image [N, 3, H, W] -> logits [N, 10] {
            let early = image |> stem: conv2d(dim, 3)
            let width = 2 * dim
            layer shared: conv2d(dim, 1)
            for i in 0..2 {
                {{statement}}
            }
            mean(dims: [2, 3])
            head: linear(10)
        }
        variant NetA = Net(16, [0.1, 0.2])
        """;

    [Theory]
    [InlineData("$$", "conv2d Encoder act shared rearrange early it let residual for return", "dim width Net twice where 10")]
    [InlineData("co$$", "conv2d concat cos", "block")]
    [InlineData("x |> $$", "conv2d Encoder act shared gelu", "let for early dim width")]
    [InlineData("early |> norm: $$", "batch_norm Encoder act if", "let dim")]
    [InlineData("norm: $$", "batch_norm Encoder act", "let early")]
    [InlineData("conv: conv2d($$", "out_channels: kernel_size: groups: padding: dim width", "let same bilinear")]
    [InlineData("conv: conv2d($$)", "groups: padding: dim", "let")]
    [InlineData("conv: conv2d(dim, 3, $$", "groups: padding:", "let")]
    [InlineData("conv: conv2d(dim, 3, padding: $$", "same dim width floor_div", "groups: let")]
    [InlineData("conv: conv2d(dim, 3, padding: sa$$)", "same", "groups:")]
    [InlineData("conv: conv2d(dim, 3, bias: $$)", "true false", "groups:")]
    [InlineData("conv: conv2d(dim, 3, groups: $$", "dim width i twice WIDTH", "groups: let")]
    [InlineData("conv: conv2d(dim, 3, groups: dim, $$", "stride:", "groups:")]
    [InlineData("e: Encoder($$", "dim: kernel: norm: width", "let")]
    [InlineData("e: Encoder(width, norm: $$", "batch_norm layer_norm act", "dim: let")]
    [InlineData("e: Encoder(dim: twice($$", "dim width WIDTH", "kernel: norm:")]
    [InlineData("let y = $$", "early width dim conv2d Encoder it twice", "let for")]
    [InlineData("let $$", "", "early dim let conv2d")]
    [InlineData("let a = early + $$", "early width it softmax", "let")]
    [InlineData("if $$", "dim width rates i not", "let")]
    [InlineData("if i == $$ { relu }", "dim width", "let")]
    [InlineData("for j $$", "in", "dim")]
    [InlineData("for j in $$", "dim rates i", "let")]
    [InlineData("residual($$", "drop_path:", "let dim")]
    [InlineData("residual(drop_path: $$) { relu }", "rates", "let")]
    [InlineData("parallel($$", "add mul concat", "let")]
    [InlineData("init $$", "linear conv2d batch_norm", "relu dim")]
    [InlineData("init linear($$", "weight: bias:", "dim")]
    [InlineData("param gamma: [$$", "dim width", "let")]
    [InlineData("param gamma: [dim] = $$", "ones normal trunc_normal dim", "let")]
    [InlineData("early[$$", "dim i", "let")]
    [InlineData("interpolate(size: [$$", "H W", "let")]
    [InlineData("interpolate(mode: $$", "bilinear", "let")]
    [InlineData("inline $$", "Encoder", "let")]
    [InlineData("[$$]: relu", "i dim", "let")]
    [InlineData("dwconv: conv2d(dim, 3) // a $$ comment", "", "dim conv2d")]
    public void In_a_body(string statement, string offered, string absent) => Check(InBody(statement), offered, absent);

    [Theory]
    [InlineData("$$", "import block model variant const", "conv2d let Encoder")]
    [InlineData("namespace T\n$$", "import block model variant const fn", "conv2d let")]
    [InlineData("namespace T\nmo$$", "model", "conv2d let")]
    [InlineData("namespace T\nimport $$", "Shared.Blocks std", "block T")]
    [InlineData("namespace T\nimport Shared.$$", "Shared.Blocks", "block")]
    [InlineData("namespace T\nimport Shared.Bl$$\nconst A = 1", "Shared.Blocks", "block")]
    [InlineData("namespace T\nblock $$", "", "block dim")]
    [InlineData("namespace T\nblock B(a: $$", "int float bool string block", "dim conv2d")]
    [InlineData("namespace T\nblock B(a: int, b: int = $$) : [N] -> same { relu }", "a floor_div", "let")]
    [InlineData("namespace T\nblock B(a: int) : [N, C] -> [N, $$]", "a C floor_div", "let conv2d")]
    [InlineData("namespace T\nblock B(a: int) : [N, C] -> $$", "same", "let conv2d")]
    [InlineData("namespace T\nblock B(a: int) : [N, C] -> same $$", "where", "let conv2d")]
    [InlineData("namespace T\nblock B(a: int) : [N, C] -> same\n    where $$", "a C floor_div not", "let conv2d")]
    [InlineData("namespace T\nblock B(a: int) : [N, C] -> same\n    where $$\n{\n    relu\n}", "a C", "let conv2d")]
    [InlineData("namespace T\nconst A = 1\nconst B = $$", "A floor_div true", "let conv2d")]
    [InlineData("namespace T\nfn f(a: int) = $$", "a floor_div", "let conv2d")]
    public void Outside_of_bodies(string file, string offered, string absent) => Check(file, offered, absent);

    [Theory]
    [InlineData("variant V = $$", "Net NetA", "Encoder conv2d let")]
    [InlineData("variant V = Ne$$", "Net NetA", "Encoder")]
    [InlineData("variant V = Net($$", "dim: depths: kernel_sizes:", "H let params")]
    [InlineData("variant V = Net(dim: 3, $$)", "depths: kernel_sizes:", "dim: let")]
    [InlineData("variant V = NetA($$", "dim: depths:", "let")]
    [InlineData("variant V = Net(dim: $$", "SIZE floor_div", "depths: conv2d")]
    [InlineData("variant V = Net(mixer: $$", "conv2d Mix", "depths:")]
    [InlineData("variant V = Net() $$", "expect", "Net conv2d")]
    [InlineData("variant V = Net() expect $$", "params macs input receptive_field", "Net conv2d")]
    [InlineData("variant V = Net() expect params 3, $$", "macs input", "Net conv2d")]
    [InlineData("variant V = Net() expect macs 3 $$", "at", "Net conv2d")]
    [InlineData("variant V = Net() expect input $$", "H W dim", "conv2d")]
    [InlineData("variant V = Net() expect receptive_field 3 of $$", "logits c2", "conv2d dim")]
    [InlineData("ablation A of $$", "Net NetA", "Mix")]
    [InlineData("ablation A of Net { $$ }", "axis where", "conv2d")]
    [InlineData("ablation A of Net { axis $$ }", "dim depths mixer", "conv2d")]
    [InlineData("ablation A of Net { axis dim: small = $$ }", "SIZE", "axis")]
    [InlineData("ablation A of Net { axis size: small = ($$ }", "dim: depths:", "axis")]
    [InlineData("ablation A of Net { axis dim: small = 3, big = 4\n where $$ }", "params macs dim", "axis")]
    [InlineData("ablation A of Net { recipe: $$ }", "Long", "Net axis")]
    [InlineData("ablation A of Net { setting $$ }", "seed: learning_rate:", "axis conv2d")]
    [InlineData("recipe R { $$ }", "epochs: data: seed:", "axis Net conv2d")]
    [InlineData("recipe R { epochs: 3\n    $$ }", "batch_size:", "axis")]
    [InlineData("recipe R { epochs: $$ }", "SIZE", "seed: conv2d")]
    [InlineData("recipe R { epochs: 3 $$ }", "", "SIZE seed:")]
    [InlineData("keys K of $$", "Net NetA", "Mix")]
    public void Variants_and_ablations(string definition, string offered, string absent) => Check($$"""
        namespace T
        const SIZE = 4
        mixer Mix(kernel: int = 3) : [N, C, H, W] -> same { conv: conv2d(C, 3, padding: 1) }
        model Net(dim: int = 3, depths: int[2] = [1, 2], kernel_sizes: int[2] = [3, 3], mixer: block(C) [N, C, H, W] -> same = Mix) : image [N, 3, H, W] -> logits [N, dim, H, W] { a: conv2d(dim, 1); expose c2; m: mixer }
        variant NetA = Net(dim: 4)
        recipe Long { epochs: 300 }
        {{definition}}
        """, offered, absent);

    [Theory]
    [InlineData("axis a: one = $$ }", "remove replace SIZE", "stem axis")]
    [InlineData("setting seed: one = $$ }", "SIZE", "remove replace")]
    [InlineData("axis a: one = remove $$ }", "stem stages head **", "* 0 conv dim SIZE")]
    [InlineData("axis a: one = remove $$", "stem stages head **", "conv")]
    [InlineData("axis a: one = remove st$$ }", "stem stages head", "conv")]
    [InlineData("axis a: one = remove stages.$$ }", "* 0 1 **", "stem conv")]
    [InlineData("axis a: one = remove stages.0.$$ }", "mlp **", "conv stem")]
    [InlineData("axis a: one = remove stages.*.$$ }", "mlp conv **", "stem * 0")]
    [InlineData("axis a: one = remove stages.*.mlp.$$ }", "fc1 fc2", "mlp conv stem")]
    [InlineData("axis a: one = remove **.$$ }", "0 1 mlp conv fc1 fc2 *", "stem head **")]
    [InlineData("axis a: one = remove **.mlp.$$ }", "fc1 fc2", "mlp **")]
    [InlineData("axis a: one = remove stem.$$ }", "", "conv stem * 0")]
    [InlineData("axis a: one = (dim: 4, remove stages.$$ }", "* 0 1", "stem")]
    [InlineData("axis a: one = (dim: 4, $$ }", "dim: remove replace", "stem")]
    [InlineData("axis a: one = replace stages.1.$$ by Mix }", "conv", "stem by")]
    [InlineData("axis a: one = replace stages.1.conv $$ }", "by", "stem conv")]
    [InlineData("axis a: one = replace stages.1.conv by $$ }", "Mix conv2d", "stem by stages")]
    [InlineData("axis a: one = 1, two = 2; axis b: p = (), q = remove stem\n where $$ }", "a b params dim not", "one two p axis")]
    [InlineData("axis a: one = 1, two = 2; axis b: p = (), q = remove stem\n where a == $$ }", "one two", "p q axis")]
    [InlineData("axis a: one = 1, two = 2; axis b: p = (), q = remove stem\n where not (a == one and $$) }", "a b params", "one p axis")]
    [InlineData("axis a: one = 1, two = 2; axis b: p = (), q = remove stem\n where not (a == one and b != $$) }", "p q", "one axis")]
    public void Paths_of_steps_and_names_of_options(string inside, string offered, string absent)
    {
        foreach (var target in new[] { "Net", "NetA" })
        {
            Check($$"""
                namespace T
                const SIZE = 4
                mixer Mix(kernel: int = 3) : [N, C, H, W] -> same { conv: conv2d(C, 3, padding: 1) }
                model Net(dim: int = 3) : image [N, 3, H, W] -> logits [N, dim] {
                    stem: conv2d(dim, 1)
                    stages[0]: { mlp: { fc1: conv2d(8, 1); fc2: conv2d(dim, 1) } }
                    stages[1]: { conv: Mix(); mlp: { fc1: conv2d(8, 1); fc2: conv2d(dim, 1) } }
                    mean(dims: [2, 3])
                    head: linear(dim)
                }
                variant NetA = Net(dim: 4)
                ablation A of {{target}} { {{inside}}
                """, offered, absent);
        }
    }

    [Fact]
    public void A_segment_is_replaced_by_itself()
    {
        var (model, cursor, _) = Editor.Open("model M() : [N, 3] -> same { a: linear(3) }\nablation A of M { axis x: one = remove stages.mi$$xer.gate }");
        Assert.Equal("mixer", model.Source.Slice(model.Completions(cursor).Replace));
    }

    [Fact]
    public void A_half_word_is_replaced_whole()
    {
        var (model, cursor, _) = Editor.Open("block B(dim: int) : [N, C] -> same {\n    lin$$ear(dim)\n}");
        Assert.Equal("linear", model.Source.Slice(model.Completions(cursor).Replace));
        (model, cursor, _) = Editor.Open("import Some.Wh$$ere.Else\nconst A = 1");
        Assert.Equal("Some.Where.Else", model.Source.Slice(model.Completions(cursor).Replace));
    }

    [Fact]
    public void Items_say_what_they_are()
    {
        var (model, cursor, _) = Editor.Open(InBody("Enc$$"), Other);
        var items = model.Completions(cursor).Items;
        var encoder = items.Single(i => i.Label == "Encoder");
        Assert.Equal(CompletionKind.Block, encoder.Kind);
        Assert.StartsWith("block Encoder(dim: int, kernel: int = 3,", encoder.Detail, StringComparison.Ordinal);
        Assert.StartsWith("Makes features.", encoder.Documentation, StringComparison.Ordinal);
        Assert.Equal("[N, dim, H - 2, W - 2]", items.Single(i => i.Label == "early").Detail);
        (model, cursor, _) = Editor.Open(InBody("conv: conv2d($$"), Other);
        var groups = model.Completions(cursor).Items.Single(i => i.Label == "groups");
        Assert.Equal(("groups: int = 1", "groups: "), (groups.Detail, groups.InsertText));
    }

    private static void Check(string marked, string offered, string absent)
    {
        var (model, cursor, _) = Editor.Open(marked, Other);
        var items = model.Completions(cursor).Items;
        var labels = items.Select(i => i.Kind == CompletionKind.Argument ? i.InsertText.Trim() : i.Label).ToArray();
        Assert.Equal("", string.Join(" ", offered.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(o => !labels.Contains(o))));
        Assert.Equal("", string.Join(" ", absent.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(labels.Contains)));
        Assert.All(items, i => Assert.True(i.Label.Length > 0 && i.InsertText.StartsWith(i.Label, StringComparison.Ordinal)));
    }
}
