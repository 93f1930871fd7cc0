using System.Linq;
using ArchGen.Dsl.Diagnostics;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>What the language refuses, one row a class of faults: all that TorchSharp would refuse when it runs, and what it would take and nobody means. The markup says which finding belongs where.</summary>
public class RefusalTests
{
    public static TheoryData<string, string> Classes => new()
    {
        // What would fail when it runs.
        { "rank: a layer on a tensor of another rank", "block B() : [N, L, C] -> same { conv: {|ARCH0301:conv2d(8, 3)|} }" },
        { "rank: an input of another rank than a block's", "mixer A() : [N, C, H, W] -> same { relu }\nblock B() : [N, C] -> same { {|ARCH0203:A|} }" },
        { "dim: a result that isn't what the signature says", "block B() : [N, C] -> same { {|ARCH0204:fc: linear(2 * C)|} }" },
        { "dim: an input that doesn't fit a block", "block A(dim: int) : [N, dim] -> same { relu }\nblock B() : [N, 8] -> same { {|ARCH0202:A(4)|} }" },
        { "dim: a matrix product whose sides don't meet", "block B() : [N, L, C] -> [N, L, L] { it {|ARCH0321:@|} it }" },
        { "channels: groups that don't divide them", "block B() : [N, 8, H, W] -> [N, 6, H, W] { conv: conv2d(6, 1, groups: {|ARCH0310:3|}) }" },
        { "channels: groups of a norm that don't divide them", "block B() : [N, 6, H, W] -> same { norm: group_norm({|ARCH0310:4|}) }" },
        { "heads: a count that doesn't divide the dim", "block A(heads: int) : [N, L, C] -> same where C % heads == 0 { relu }\nblock B() : [N, L, 320] -> same { {|ARCH0200:A(6)|} }" },
        { "heads: a division that isn't exact", "block B(dim: int, heads: int) : [N, dim] -> [N, heads] { fc: linear({|ARCH0121:dim / heads|}); out: linear(heads) }" },
        { "split: sizes that don't sum up", "block B() : [N, 8] -> [N, 3] { let a, b = split(it, {|ARCH0333:[3, 4]|}, dim: 1); b; a }" },
        { "split: an axis that doesn't make that many chunks", "block B() : [N, 5] -> [N, 2] { let a, b, c, d = chunk(it, {|ARCH0334:4|}, dim: 1); a + b + c; d }" },
        { "broadcast: sizes that differ", "block B() : [N, C, H, W] -> same { let a = it; conv: conv2d(C, 3); it {|ARCH0320:+|} a }" },
        { "concatenation: other axes that differ", "block B() : [N, C, H, W] -> same { let a = max_pool2d(it, 2); {|ARCH0322:concat(it, a, dim: 1)|} }" },
        { "residual: a body that changes the shape", "block B() : [N, C] -> same { {|ARCH0205:residual|} { fc: linear(8) } }" },
        { "branches that don't join", "block B() : [N, C, H, W] -> same { parallel(add) { relu; {|ARCH0320:conv: conv2d(C + 1, 1)|} } }" },
        { "spatial underflow: nothing is left of an axis", "model M() : [N, 3, 4, 4] -> [N, 8, 1, 1] { conv: {|ARCH0312:conv2d(8, 7)|} }" },
        { "spatial underflow: an input size that isn't ruled out", "model M() : [N, 3, H, W] -> [N, 8, H - 6, W - 6] where W >= 7 { conv: {|ARCH0209:conv2d(8, 7)|} }\nvariant V = M()" },
        { "windows that don't divide the map", "block B() : [N, C, H, W] -> [N, C, H, W] { rearrange(n c {|ARCH0354:(h p)|} w -> n c h p w, p: 7); rearrange(n c h p w -> n c (h p) w) }" },
        { "a slice beyond its axis", "block B() : [N, 4] -> [N, 6] { it[.., {|ARCH0336:0..6|}] }" },
        { "an index beyond its list", "block B(dims: int[2]) : [N, C] -> [N, dims[1]] { fc: linear(dims[{|ARCH0116:2|}]) }" },
        { "a size that isn't known when layers are built", "model M() : [N, 3, H, W] -> [N, 3, H, 8] { fc: {|ARCH0208:linear(8)|}; let l = it; head: linear(8); l }" },
        { "structure that depends on an input's size", "model M() : [N, 3, H, W] -> same { if {|ARCH0214:H > 7|} { relu } }" },
        { "another number of tensors than is taken", "block A() : x [N, C], y [N, C] -> same { x + y }\nblock B() : [N, C] -> same { {|ARCH0112:A|} }" },
        // What nobody means.
        { "an unused parameter", "block B({|ARCH0113:dim|}: int) : [N, C] -> same { relu }" },
        { "an unused value", "block B() : [N, C] -> same { let {|ARCH0114:a|} = relu(it); gelu }" },
        { "an unused layer", "block B() : [N, C] -> same { layer {|ARCH0114:f|}: linear(C); gelu }" },
        { "a shadowed name", "block B(dim: int) : [N, C] -> same { let {|ARCH0101:dim|} = 3; it + dim }" },
        { "a name used twice in one scope", "block B() : [N, C] -> same { fc: linear(C); {|ARCH0101:fc|}: linear(C) }" },
        { "a where that can't hold", "block B(k: int) : [N, C] -> same where k % 2 == 0, {|ARCH0201:k % 2 == 1|} { it + k }" },
        { "a variant equal to another", "model M(c: int = 3) : [N, 3] -> [N, c] { fc: linear(c) }\nvariant A = M()\nvariant {|ARCH0213:B|} = M(c: 3)" },
        { "steps that can't be reached", "block B() : [N, C] -> same { return it; {|ARCH0216:relu|} }" },
        { "a number that the expectations say otherwise", "model M() : [N, 3] -> same { fc: linear(3) }\nvariant A = M() expect params {|ARCH0210:13|}" },
    };

    [Theory]
    [MemberData(nameof(Classes))]
    public void Is_refused_where_it_is_written(string name, string spec)
    {
        _ = name;
        var markup = Markup.Parse(Spec.WholeFile(spec));
        Assert.Single(markup.Expected);
        var problem = markup.Compare(Spec.Diagnose(markup.Text));
        Assert.True(problem is null, problem);
    }

    [Fact]
    public void Each_class_is_there_once() => Assert.Equal(Classes.Count(), Classes.Select(row => row[0]).Distinct().Count());
}
