namespace ArchGen.Package.Tests;

/// <summary>The smallest project that uses ArchGen.</summary>
internal static class Consumer
{
    public const string Spec = """
        namespace Demo;

        model Tiny(dim: int = 8, classes: int = 10) : image [N, 3, H, W] -> logits [N, classes]
            where H % 4 == 0, W % 4 == 0
        {
            stem: conv2d(dim, 4, stride: 4)
            norm: layer_norm(axis: 1, eps: 1e-6)
            gelu
            mean(dims: [2, 3])
            head: linear(classes)
        }

        variant TinyA = Tiny() expect params 498 at [1, 3, 32, 32]
        """;

    /// <summary>A convolution for three channels where eight come in.</summary>
    public const string WrongSpec = """
        namespace Demo.Wrong;

        block Grouped(dim: int) : [N, 8, H, W] -> [N, dim, H, W]
        {
            wrong: conv2d(dim, 1, groups: 3)
        }
        """;

    public const string Program = """
        using System;
        using System.Linq;
        using ArchGen.Runtime.Generated;
        using Demo;
        using static TorchSharp.torch;

        var net = TinyA.Create();
        net.eval();
        using var image = rand(2, 3, 32, 32);
        using var logits = net.call(image);
        Console.WriteLine($"shape {string.Join("x", logits.shape)}");
        Console.WriteLine($"keys {string.Join(" ", net.state_dict().Keys.Order(StringComparer.Ordinal))}");
        Console.WriteLine($"params {TinyA.Parameters} {net.parameters().Sum(p => p.numel())}");
        Console.WriteLine($"variants {string.Join(" ", VariantDescriptor.In(typeof(TinyA).Assembly).Select(v => v.Name))}");
        """;

    public static readonly string[] Printed =
    [
        "shape 2x10", "keys head.bias head.weight norm.bias norm.weight stem.bias stem.weight", "params 498 498", "variants TinyA",
    ];

    public static string Project(string items) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          {items}
        </Project>
        """;
}
