using System;
using System.Linq;
using ArchGen.Generator.Pipeline;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>Names of generated files: one bad name loses all of them.</summary>
public class HintNameTests
{
    [Theory]
    [InlineData("/project/Edge NeXt.arch", "Edge_NeXt.g.cs")]
    [InlineData("/project/a.b.arch", "a.b.g.cs")]
    [InlineData("/project/Größe.arch", "Gr__e.g.cs")]
    [InlineData("/project/.arch", "_.g.cs")]
    [InlineData("/project/名前.ARCH", "__.g.cs")]
    [InlineData("C:\\nets\\moga.Arch", "moga.g.cs")]
    [InlineData("/project/x'\"<>|?*{}.arch", "x_________.g.cs")]
    [InlineData("/project/...arch", "_.g.cs")]
    public void Odd_names_become_plain(string path, string expected) => Assert.Equal([expected], HintNames.For([path], "/project/"));

    [Fact]
    public void Names_are_new_whatever_their_case_and_folder()
    {
        string[] paths = ["/project/a/Net.arch", "/project/b/net.arch", "/project/b/NET.arch", "/project/c d/n et.arch", "/project/c_d/n_et.arch", "/project/x.arch"];
        var names = HintNames.For(paths, "/project/");
        Assert.Equal(paths.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("x.g.cs", names[5]);
        var shuffled = paths.Reverse().ToArray();
        Assert.Equal(names, HintNames.For(shuffled, "/project/").Reverse());
    }

    [Fact]
    public void Names_do_not_depend_on_where_the_project_is()
    {
        string[] here = ["/project/a/Net.arch", "/project/b/Net.arch"];
        string[] there = ["D:\\work\\a\\Net.arch", "D:\\work\\b\\Net.arch"];
        Assert.Equal(HintNames.For(here, "/project/"), HintNames.For(there, "D:\\work\\"));
    }

    [Fact]
    public void A_name_that_looks_like_a_marked_one_is_new_too()
    {
        var marked = HintNames.For(["/p/a/n.arch", "/p/b/n.arch"], "/p")[0];
        string[] paths = ["/p/a/n.arch", "/p/b/n.arch", "/p/" + marked.Replace(".g.cs", ".arch")];
        Assert.Equal(3, HintNames.For(paths, "/p").Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Roslyn_takes_them()
    {
        var harness = new Harness(
            ("/project/a b/Größe (1).arch", "namespace A; const x = 1"), ("/project/c/größe (1).arch", "namespace B; const x = 1"),
            ("/project/std+x.arch", "namespace C; const x = 1"), ("/project/" + new string('n', 300) + ".arch", "namespace D; const x = 1")).Run();
        Assert.Null(harness.Result.Exception);
        Assert.Equal(4, harness.Generated.Count);
        harness.MustBeClean();
    }
}
