using ArchGen.Dsl.Diagnostics;
using Xunit;

namespace ArchGen.Dsl.Tests;

public class MarkupTests
{
    private static readonly DiagnosticDescriptor Any = new("ARCH0012", Severity.Error, "", "");

    [Fact]
    public void Reads_spans_with_and_without_codes()
    {
        var markup = Markup.Parse("a {|ARCH0012:bc|} [|d{|ARCH0001:|}|] x[0] {| {1}");
        Assert.Equal("a bc d x[0] {| {1}", markup.Text);
        Assert.Equal([new("ARCH0012", new(2, 2)), new(null, new(5, 1)), new("ARCH0001", new(6, 0))], markup.Expected);
    }

    [Fact]
    public void Writes_what_it_reads()
    {
        const string text = "a {|ARCH0012:b{|ARCH0001:c|}|}{|ARCH0003:|} {|ARCH0002:d|}{|ARCH0002:e|}";
        var markup = Markup.Parse(text);
        Assert.Equal(text, Markup.Write(markup.Text, markup.Expected));
    }

    [Fact]
    public void Accepts_the_diagnostics_expected_and_shows_others_as_markup()
    {
        var markup = Markup.Parse("let {|ARCH0012:=|}");
        Assert.Null(markup.Compare([new Diagnostic(Any, "", new(4, 1), "m")]));
        var problem = markup.Compare([new Diagnostic(Any, "", new(0, 3), "m")]);
        Assert.Contains("{|ARCH0012:let|} =", problem);
    }
}
