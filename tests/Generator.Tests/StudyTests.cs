using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Runtime;
using ArchGen.Runtime.Generated;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Ablations and key maps in C#: they compile, and the members are the networks that they say.</summary>
public sealed class StudyTests
{
    private const string Net = """
        namespace Demo.Study;

        /// Twice its input.
        mixer Twice() : [..] -> same { it * 2.0 }

        model Net(dim: int = 4, k: int = 3, bias: bool = true, act: block() [..] -> same = gelu)
            : image [N, 3, H, W] -> logits [N, 5]
            where k % 2 == 1, H % 2 == 0
        {
            stem: conv2d(dim, k, padding: (k - 1) / 2, bias: bias)
            act
            mean(dims: [2, 3])
            head: linear(5)
        }

        variant Small = Net() expect macs 27_668 at [1, 3, 16, 16]

        /// What kernels and biases are worth.
        ablation Study of Small {
            axis k: little = 3, large = 7
            axis bias: with_bias = true, no_bias = false
            axis others: same = (), equals = (dim: 8, act: Twice)
            setting rate: fast = 1e-3
            where params < 1000
        }

        /// What the authors call them.
        keys Official of Net {
            "stem.*" = "downsample_layers.0.*"
            "head.**" = "classifier.**"
        }
        keys Other of Net { "**.weight" = "**.w" }
        """;

    private static readonly Lazy<Execution> s_net = new(() => new Execution(("/project/Study.arch", Net)));

    private static IReadOnlyList<VariantDescriptor> Members => (IReadOnlyList<VariantDescriptor>)s_net.Value.Value("Demo.Study.Study", "All")!;

    [Fact]
    public void Every_member_has_what_it_says()
    {
        Assert.Equal(
            ["LittleWithBiasSameFast", "LittleWithBiasEqualsFast", "LittleNoBiasSameFast", "LittleNoBiasEqualsFast", "LargeWithBiasSameFast", "LargeNoBiasSameFast"],
            Members.Select(m => m.Name["Study.".Length..]));
        foreach (var member in Members)
        {
            using var net = (nn.Module<Tensor, Tensor>)member.Create();
            Assert.IsType(member.ModelType, net);
            Assert.Equal(member.Parameters, net.parameters().Sum(p => p.numel()));
            Assert.Equal([1, 3, 16, 16], member.InputShape);
            Assert.True(member.Macs > 0);
            Assert.Equal("H a multiple of 2", member.LegalInput.Split(',')[0]);
            using var image = rand(2, 3, 4, 4);
            using var logits = net.call(image);
            Assert.Equal([2, 5], logits.shape);
        }
    }

    [Fact]
    public void Members_are_typed_and_tell_their_choices()
    {
        dynamic member = s_net.Value.Value("Demo.Study.Study", "LittleNoBiasEqualsFast")!;
        Assert.Equal(["k little", "bias no_bias", "others equals", "rate fast"], ((IReadOnlyList<AblationChoice>)member.Choices).Select(c => $"{c.Axis} {c.Option}"));
        Assert.Equal([3L, false, null, 1e-3], ((IReadOnlyList<AblationChoice>)member.Choices).Select(c => c.Value));
        var create = ((object)member).GetType().BaseType!.GetMethod("Create", System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly)!;
        Assert.Equal("Demo.Study.Net", create.ReturnType.FullName);
        using nn.Module net = member.Create();
        Assert.Equal(["head.bias", "head.weight", "stem.weight"], net.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Members_of_changed_structure_are_the_networks_that_they_say()
    {
        var made = new Execution(("/project/Changed.arch", """
            namespace Demo.Changed;

            block Attn(dim: int) : [N, C, H, W] -> same where C == dim {
                let y = it
                gate: conv2d(dim, 1)
                value: conv2d(dim, 1)
                it + y
            }
            block Stage(dim: int, depth: int) : [N, dim, H, W] -> same {
                for j in 0..depth {
                    [j]: residual {
                        attn: Attn(dim)
                        mlp: { fc1: conv2d(2 * dim, 1); gelu; fc2: conv2d(dim, 1) }
                    }
                }
            }
            block Feed(ratio: int) : [N, C, H, W] -> same { up: conv2d(ratio * C, 1); relu; down: conv2d(C, 1) }
            const RATIO = 3
            model Net(dims: int[2] = [4, 8], depths: int[2] = [1, 2]) : image [N, 3, H, W] -> logits [N, 5]
                where H % 4 == 0, W % 4 == 0
            {
                for i in 0..2 { down[i]: conv2d(dims[i], 2, stride: 2); stages[i]: Stage(dims[i], depths[i]) }
                mean(dims: [2, 3])
                head: linear(5)
            }
            ablation Study of Net {
                axis gate: kept = (), gone = remove stages.*.*.attn.gate, first = remove stages.0.*.attn.gate, one = remove stages.1.1.attn
                axis mlp: paper = (), feed = replace **.mlp by Feed(RATIO), last = (replace stages.1.1.mlp by Feed(1), dims: [4, 12])
            }
            """));
        var members = (IReadOnlyList<VariantDescriptor>)made.Value("Demo.Changed.Study", "All")!;
        Assert.Equal(12, members.Count);
        foreach (var member in members)
        {
            using var net = (nn.Module<Tensor, Tensor>)member.Create();
            Assert.IsType(member.ModelType, net);
            Assert.Equal(member.Parameters, net.parameters().Sum(p => p.numel()));
            var keys = net.state_dict().Keys.ToHashSet();
            Assert.Equal(member.Name.Contains("Kept") || member.Name.Contains("One"), keys.Contains("stages.0.0.attn.gate.weight"));
            Assert.Equal(!member.Name.Contains("Gone") && !member.Name.Contains("One"), keys.Contains("stages.1.1.attn.gate.weight"));
            Assert.Equal(!member.Name.Contains("One"), keys.Contains("stages.1.1.attn.value.weight"));
            Assert.Equal(member.Name.EndsWith("Feed"), keys.Contains("stages.0.0.mlp.up.weight"));
            Assert.Equal(!member.Name.EndsWith("Paper"), keys.Contains("stages.1.1.mlp.down.weight"));
            CarriesOver(member.Name, made, net);
            using var image = rand(2, 3, 8, 4);
            using var logits = net.call(image);
            Assert.Equal([2, 5], logits.shape);
        }
        // What isn't changed, and what is changed alike, is one class.
        Assert.Equal(11, members.Select(m => m.ModelType).Distinct().Count(t => t.Name != "Net"));
        using var first = (nn.Module)members.First(m => m.Name == "Study.FirstPaper").Create();
        Assert.Equal(["StudyGoneStage", "Stage"], first.named_children().First(c => c.name == "stages").module.children().Select(c => c.GetType().Name));
    }

    [Fact]
    public void Recipes_are_options_and_members_have_their_own()
    {
        var made = new Execution(("/project/Recipes.arch", """
            namespace Demo.Recipes;
            const WIDE = 64
            model Net(dim: int = 4) : image [N, 1, H, W] -> logits [N, 10] { stem: conv2d(dim, 1); mean(dims: [2, 3]); head: linear(10) }
            /// Three passes.
            recipe Quick { data: "pictures/\"quoted\""; image_size: 32; epochs: 3; batch_size: 2 * WIDE; learning_rate: 1; warm_up: 0.25; flip: true; erase: 0.25; erase_mode: "pixel"; mixup: 0.8; ema_decay: 0.5; clip_norm: 5; token_weight: 0.5; seed: -5 }
            ablation Trained of Net {
                recipe: Quick
                axis dim: d4 = 4, d8 = 8
                setting shift: still = 0, moved = 2
                setting image_size: small = 32, large = 64
                setting seed: first = -5, large = 2 ** 62
                mode: zip
                where dim == d8 or dim == d4
            }
            ablation Free of Net { axis dim: d4 = 4, d8 = 8 }
            """));
        var options = new TrainingOptions { Epochs = 3, BatchSize = 128, LearningRate = 1, WarmUp = 0.25, Augmentation = new Augmentation(Flip: true) { Erase = 0.25, EraseMode = EraseMode.Pixel }, Mixing = new Mixing { Mixup = 0.8 }, EmaDecay = 0.5, ClipNorm = 5, Tokens = new TokenLabelling { Weight = 0.5 }, Seed = -5 };
        Assert.Equal(options, made.Value("Demo.Recipes.Quick", "Options"));
        var data = new DataOptions { Name = "pictures/\"quoted\"", ImageSize = 32 };
        Assert.Equal(data, made.Value("Demo.Recipes.Quick", "Data"));
        var members = ((System.Collections.IEnumerable)made.Value("Demo.Recipes.Trained", "All")!).Cast<dynamic>().ToArray();
        Assert.Equal(options, (TrainingOptions)members[0].Training);
        Assert.Equal(options with { Seed = 1L << 62, Augmentation = options.Augmentation with { Shift = 2 } }, (TrainingOptions)members[1].Training);
        Assert.Equal((data, data with { ImageSize = 64 }), ((DataOptions)members[0].Data, (DataOptions)members[1].Data));
        var free = ((System.Collections.IEnumerable)made.Value("Demo.Recipes.Free", "All")!).Cast<dynamic>().ToArray();
        Assert.Null((TrainingOptions?)free[0].Training);
    }

    [Fact]
    public void Members_can_be_used_without_casts() => new Harness(("/project/Study.arch", Net))
        .AddCSharp("""
            namespace User;
            internal static class Uses
            {
                public static Demo.Study.Net Made() => Demo.Study.Study.LargeNoBiasSameFast.Create();
                public static void Each() { foreach (var member in Demo.Study.Study.All) { Demo.Study.Net net = member.Create(); net.Dispose(); } }
                public static ArchGen.Runtime.KeyMap Map() => Demo.Study.NetKeys.Official;
            }
            """).Run().MustBeClean();

    [Fact]
    public void Maps_are_carried_and_load_a_checkpoint()
    {
        var official = (KeyMap)s_net.Value.Value("Demo.Study.NetKeys", "Official")!;
        Assert.Equal("downsample_layers.0.weight", official.Map("stem.weight"));
        Assert.Equal("head.w", ((KeyMap)s_net.Value.Value("Demo.Study.NetKeys", "Other")!).Map("head.weight"));

        nn.Module net = s_net.Value.New("Demo.Study.Net");
        nn.Module other = s_net.Value.New("Demo.Study.Net");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            Safetensors.Write(path, official.Apply(net));
            Assert.Throws<CheckpointException>(() => { Checkpoint.Load(other, path); });
            Checkpoint.Load(other, path, official);
            Assert.All(net.state_dict(), p => Assert.True(p.Value.Equals(other.state_dict()[p.Key])));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Whatever is swapped, what both networks have keeps its numbers exactly.</summary>
    private static void CarriesOver(string member, Execution made, nn.Module<Tensor, Tensor> net)
    {
        using var paper = (nn.Module<Tensor, Tensor>)((VariantDescriptor)made.Value("Demo.Changed.Study", "KeptPaper")!).Create();
        Dictionary<string, (string Shape, string Bytes)> Numbers(nn.Module of) => of.state_dict().ToDictionary(
            p => p.Key, p => (string.Join(",", p.Value.shape), Convert.ToHexString(p.Value.detach().contiguous().bytes)));
        var (before, theirs) = (Numbers(net), Numbers(paper));
        var plan = WeightTransfer.Apply(net, paper);
        foreach (var (key, after) in Numbers(net))
        {
            var isCarried = theirs.TryGetValue(key, out var was) && was.Shape == before[key].Shape;
            Assert.Equal(isCarried ? was : before[key], after);
            Assert.Equal(isCarried ? TensorFate.Carried : theirs.ContainsKey(key) ? TensorFate.Changed : TensorFate.New, plan.Tensors.Single(t => t.Key == key).Fate);
        }
        Assert.Equal(theirs.Keys.Except(before.Keys).Order(StringComparer.Ordinal), plan.Dropped.Order(StringComparer.Ordinal));
        Assert.Equal(member.EndsWith("Last", StringComparison.Ordinal), plan.Of(TensorFate.Changed).Any());
        if (member.EndsWith("KeptFeed", StringComparison.Ordinal))
            Assert.All(plan.Of(TensorFate.New), t => Assert.Contains(".mlp.", t.Key));
    }

    [Fact]
    public void Choices_are_enums_and_numbers()
    {
        var execution = new Execution(("/project/Study.arch", Net));
        var all = (System.Collections.IEnumerable)execution.Value("Demo.Study.Study", "All")!;
        Assert.Equal(
            [
                "Little 3, WithBias True, Same, Fast 0.001", "Little 3, WithBias True, Equals, Fast 0.001", "Little 3, NoBias False, Same, Fast 0.001",
                "Little 3, NoBias False, Equals, Fast 0.001", "Large 7, WithBias True, Same, Fast 0.001", "Large 7, NoBias False, Same, Fast 0.001",
            ],
            from dynamic member in all select FormattableString.Invariant($"{member.Choice.K} {member.Choice.KValue}, {member.Choice.Bias} {member.Choice.BiasValue}, {member.Choice.Others}, {member.Choice.Rate} {member.Choice.RateValue}"));
        dynamic choice = ((dynamic)execution.Value("Demo.Study.Study", "LargeNoBiasSameFast")!).Choice;
        Assert.True(choice.K.GetType().IsEnum);
        Assert.IsType<long>((object)choice.KValue);
        Assert.IsType<bool>((object)choice.BiasValue);
        Assert.IsType<double>((object)choice.RateValue);
        Assert.Null(((object)choice).GetType().GetProperty("OthersValue"));
    }

    [Theory]
    [InlineData("All_of_it", "All")]
    [InlineData("AblationMember", "AblationMember")]
    [InlineData("List", "Equals")]
    [InlineData("IReadOnlyList", "Create")]
    public void Names_that_C_knows_are_in_nobody_s_way(string ablation, string axis) => new Harness(("/project/Names.arch", $$"""
        namespace Demo.Names;
        model Module(k: int) : [N, 3] -> [N, k] { a: linear(k) }
        ablation {{ablation}} of Module { axis k: {{axis}}_1 = 1, get_type = 2, equals = 3, create = 4, string = 5, to_string = 6 }
        keys ModuleKeys of Module { "a.*" = "a\"b\\.*" }
        variant V = Module(9)
        """)).Run().MustBeClean();

    [Fact]
    public void Enums_hide_neither_classes_nor_members() => new Harness(("/project/Enums.arch", """
        namespace Demo.Enums;
        mixer Gate(k: int = 1) : [N, C] -> same { a: linear(k * C); b: linear(C) }
        model Net(gate: int = 1, net: int = 3, choice: bool = true, all: bool = true, mixer: block(C) [N, C] -> same = Gate)
            : [N, 3] -> [N, net] where gate > 0
        {
            a: linear(net * gate, bias: choice)
            m: mixer
            b: linear(net, bias: all)
        }
        ablation Rows of Net {
            axis gate: one = 1, gate = 2
            axis net: three = 3, net = -3 + 7
            axis choice: no = false, choice = true
            axis all: some = true, whole = false
            axis mixer: own = Gate, other = Gate(2), list = Gate(3)
            setting string: a = "x", b = "y\"z"
            setting rows: x = 1, y = 0.5
            setting equals: to_string = 1, get_type = 2
            mode: one_at_a_time
        }
        """)).Run().MustBeClean();

    [Fact]
    public void A_base_in_another_namespace_is_found() => new Harness(
        ("/project/Net.arch", Net), ("/project/Far.arch", """
        namespace Demo.Far;
        import Demo.Study;
        ablation Wide of Small { axis dim: d8 = 8, d16 = 16 }
        ablation Whole of Net { axis k: k5 = 5, k9 = 9 }
        keys Mine of Small { "stem.**" = "s.**" }
        """)).Run().MustBeClean();

    private const string Shortcuts = """
        namespace Demo.Shortcuts;
        model Net(positions: bool[2] = [true, true], inner: bool = true) : [N, 3, H, W] -> [N, 4, H, W] {
            stem: conv2d(4, 1)
            for j in 0..2 {
                stages[j]: {
                    if positions[j] { residual { position: conv2d(4, 3, padding: 1, groups: 4) } }
                    residual { mlp: conv2d(4, 1) }
                }
            }
            if inner { outer: residual { inner: conv2d(4, 1) } }
        }
        ablation Removed of Net {
            axis s: first = remove stages.0.position, inner = remove outer.inner, without = (remove **.position, remove outer.inner)
        }
        """;

    [Theory]
    [InlineData("First", false, true, true)]
    [InlineData("Inner", true, true, false)]
    [InlineData("Without", false, false, false)]
    public void A_residual_of_which_nothing_is_left_doubles_nothing(string member, bool first, bool second, bool inner)
    {
        var shortcuts = new Execution(("/project/Shortcuts.arch", Shortcuts));
        using var removed = (nn.Module<Tensor, Tensor>)((VariantDescriptor)shortcuts.Value("Demo.Shortcuts.Removed", member)!).Create();
        using nn.Module<Tensor, Tensor> written = shortcuts.New("Demo.Shortcuts.Net", new[] { first, second }, inner);
        using var scope = NewDisposeScope();
        written.load_state_dict(removed.state_dict());
        var image = rand(2, 3, 5, 6);
        Assert.True(allclose(written.call(image), removed.call(image)));
    }
}
