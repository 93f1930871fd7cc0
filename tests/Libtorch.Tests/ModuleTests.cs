using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ArchGen.Libtorch.Tests;

/// <summary>The names under which modules keep what they have, and how state goes in and out.</summary>
public class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Linear @params = nn.Linear(2, 2);
        [ComponentName(Name = "0")] private readonly Linear _first = nn.Linear(2, 2, hasBias: false);
        [ComponentName(Name = "a.b")] private readonly Parameter _gamma = nn.Parameter(ones(2));
        private readonly Tensor shift = zeros(2);
        private readonly Linear[] ignored = [nn.Linear(1, 1)];
        private readonly ModuleList<Linear> blocks = nn.ModuleList(nn.Linear(2, 2, false), nn.Linear(2, 2, false));

        public Net() : base(nameof(Net))
        {
            register_buffer("hidden", ones(1), persistent: false);
            RegisterComponents();
        }

        public Linear Auto { get; } = nn.Linear(1, 1, hasBias: false);

        public override Tensor forward(Tensor input) => blocks[1].call(@params.call(_first.call(input))) * _gamma + shift + ignored.Length - 1;
    }

    [Fact]
    public void Keys_are_the_names_of_fields_and_their_attributes()
    {
        using var net = new Net();
        string[] expected = ["a.b", "shift", "params.weight", "params.bias", "0.weight", "blocks.0.weight", "blocks.1.weight", "<Auto>k__BackingField.weight"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), net.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("hidden", net.named_buffers().Select(pair => pair.name));
        Assert.Equal(["a.b", "shift"], net.state_dict().Keys.Take(1).Concat(net.state_dict().Keys.Where(key => key == "shift")));
        Assert.Same(net.get_buffer("hidden"), net.get_buffer("hidden"));
        Assert.True(net.has_parameter("blocks.1.weight"));
        Assert.False(net.has_parameter("blocks.2.weight"));
    }

    private sealed class Twice : nn.Module<Tensor, Tensor>
    {
        private readonly Linear own = nn.Linear(1, 1, hasBias: false);

        public Twice() : base(nameof(Twice))
        {
            register_module("fc", own);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => own.call(input);
    }

    [Fact]
    public void A_module_registered_under_two_names_has_both_in_the_state_and_one_parameter()
    {
        using var twice = new Twice();
        Assert.Equal(["fc.weight", "own.weight"], twice.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Single(twice.parameters());
    }

    [Fact]
    public void Names_of_modules_are_checked()
    {
        using var net = new Net();
        Assert.Throws<ArgumentException>(() => net.register_module("a.b", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => net.register_module("", Linear(1, 1)));
    }

    [Fact]
    public void State_goes_round_by_dictionary_and_by_file()
    {
        using Net source = new(), byDictionary = new(), byFile = new();
        var x = randn(3, 2);
        var expected = source.call(x);
        byDictionary.load_state_dict(source.state_dict());
        Assert.True(byDictionary.call(x).allclose(expected));
        using var stream = new MemoryStream();
        source.save(stream);
        stream.Position = 0;
        byFile.load(stream);
        Assert.True(byFile.call(x).allclose(expected));
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void The_files_bytes_are_TorchSharps()
    {
        using var layer = Linear(new Parameter(tensor(new[,] { { 1f, 2f } })));
        using var stream = new MemoryStream();
        layer.save(stream);
        byte[] expected = [1, 6, .. "weight"u8, 6, 2, 1, 2, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Strict_loading_names_what_does_not_fit()
    {
        using var net = Linear(1, 1);
        var state = new Dictionary<string, Tensor> { ["weight"] = ones(1, 1), ["other"] = ones(1) };
        var error = Assert.Throws<InvalidOperationException>(() => net.load_state_dict(state));
        Assert.Contains("Missing: bias.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Unexpected: other.", error.Message, StringComparison.Ordinal);
        var (missing, unexpected) = net.load_state_dict(state, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["other"], unexpected);
        Assert.Equal(1, net.weight.ToSingle());
    }

    [Fact]
    public void Moving_keeps_parameters_the_same_objects_and_whole_numbers_whole()
    {
        using var net = BatchNorm1d(2);
        var weight = net.weight;
        using var optimizer = optim.SGD(net.parameters(), .1, momentum: .9);
        var moved = net.to(float64);
        Assert.Same(net, moved);
        Assert.Same(weight, net.weight);
        Assert.Equal(float64, weight.dtype);
        Assert.True(weight.requires_grad && weight.is_leaf);
        Assert.Equal(int64, net.num_batches_tracked.dtype);
        net.call(randn([4, 2], float64)).pow(3).sum().backward();
        optimizer.step();
    }

    [Fact]
    public void Hooks_see_and_change_what_goes_in_and_out()
    {
        using var net = Sequential(Identity());
        var calls = 0;
        var pre = net.register_forward_pre_hook((_, input) => input + 1);
        var post = net.register_forward_hook((_, _, output) => output * 2);
        net.register_forward_hook(_ => calls++);
        Assert.Equal(4, net.call(ones(1)).ToSingle());
        pre.remove();
        post.remove();
        Assert.Equal(1, net.call(ones(1)).ToSingle());
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Modes_reach_every_descendant()
    {
        using var net = Sequential(Sequential(Dropout()), ReLU());
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
        Assert.Equal(["0", "1", "0.0"], net.named_modules().Select(pair => pair.name));
    }

    [Fact]
    public void A_parameter_takes_its_tensor_over()
    {
        var data = ones(2);
        using var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad && parameter.is_leaf);
    }

    [Fact]
    public void An_optimizers_state_goes_round_by_file()
    {
        using var layer = Linear(2, 2);
        using var optimizer = optim.AdamW(layer.parameters(), amsgrad: true);
        layer.call(ones(1, 2)).sum().backward();
        optimizer.step();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        optimizer.save_state_dict(writer);
        stream.Position = 0;
        using var other = optim.AdamW(layer.parameters(), lr: 1, amsgrad: true);
        other.load_state_dict(new BinaryReader(stream));
        Assert.All(optimizer.state_dict().State.Zip(other.state_dict().State), pair => Assert.True(pair.First.ApproximatelyEquals(pair.Second)));
        Assert.Equal(1e-3, other.ParamGroups.Single().LearningRate);
    }
}
