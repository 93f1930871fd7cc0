using System.Linq;
using ArchGen.Dsl.Shapes.Fields;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Tests.Elaboration;
using Xunit;

namespace ArchGen.Dsl.Tests.Shapes.Fields;

/// <summary>Receptive fields as published: Araujo, Norris and Sim, Computing Receptive Fields of Convolutional Neural Networks (Distill, 2019), table 1.</summary>
public class ReceptiveFieldTests
{
    [Fact]
    public void Every_operator_has_a_rule() => Assert.Equal([], OperatorTable.All.Select(o => o.Name).Where(name => !FieldRules.Knows(name)));

    [Fact]
    public void AlexNet() => Expect(195, """
        c1: conv2d(64, 11, stride: 4); max_pool2d(3, stride: 2)
        c2: conv2d(192, 5, padding: same); max_pool2d(3, stride: 2)
        for i in 0..3 { c3[i]: conv2d(384, 3, padding: same) }
        max_pool2d(3, stride: 2)
        """);

    [Fact]
    public void Vgg16() => Expect(212, """
        for i in 0..5 {
            b[i]: { for j in 0..(if i < 2 then 2 else 3) { [j]: conv2d(64, 3, padding: same); relu } }
            max_pool2d(2)
        }
        """);

    [Fact]
    public void ResNet50() => Expect(483, """
        stem: conv2d(64, 7, stride: 2, padding: 3); max_pool2d(3, stride: 2, padding: 1)
        let units = [3, 4, 6, 3]
        for i in 0..4 {
            b[i]: {
                for j in 0..units[i] {
                    let stride = if i < 3 and j == units[i] - 1 then 2 else 1
                    [j]: { parallel(add) {
                        short: conv2d(64, 1, stride: stride)
                        body: { a: conv2d(64, 1); relu; b: conv2d(64, 3, stride: stride, padding: 1); relu; c: conv2d(64, 1) }
                    } }
                }
            }
        }
        """);

    [Fact]
    public void MobileNet() => Expect(315, """
        stem: conv2d(32, 3, stride: 2, padding: 1)
        let strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1]
        for i in 0..13 { d[i]: conv2d(32, 3, stride: strides[i], padding: 1, groups: 32); p[i]: conv2d(32, 1) }
        """);

    private static void Expect(int size, string body)
    {
        var result = Spec.Clean($"model M : [N, 3, H, W] -> [..] where H % 64 == 0, W % 64 == 0, H >= 256, W >= 256 {{\n{body}\n}}\nvariant V = M() expect receptive_field {size}");
        Assert.Equal(size.ToString(System.Globalization.CultureInfo.InvariantCulture), ArchCompiler.WithReceptiveFields(result, result.Variants[0])!.ReceptiveFields[0].Field.ToString());
    }
}
