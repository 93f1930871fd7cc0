using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <summary>A definition's parameters, dims and outputs.</summary>
internal sealed class OwnNames
{
    private readonly Dictionary<string, NameSymbol> _parameters = [];
    private readonly Dictionary<string, NameSymbol> _dims = [];
    private readonly Dictionary<string, NameSymbol> _outputs = [];
    private readonly List<NameSymbol> _exposed = [];

    public OwnNames(DefinitionSymbol owner)
    {
        var path = owner.File.Source.Path;
        NameSymbol Made(NameKind kind, string name, TextSpan place, SyntaxNode syntax, bool isStatic) =>
            new(kind, name, path, place) { Full = syntax.Span, Owner = owner, Syntax = syntax, IsStatic = isStatic };

        var parameters = owner switch { BlockSymbol b => b.Syntax.Parameters, FunctionSymbol f => f.Syntax.Parameters, _ => [] };
        foreach (var parameter in parameters.Where(p => !p.Name.IsMissing && !_parameters.ContainsKey(p.Name.Text)))
            _parameters.Add(parameter.Name.Text, Made(NameKind.Parameter, parameter.Name.Text, parameter.Name.Span, parameter, Contract(parameter.Type) is null));
        if (owner is not BlockSymbol block)
            return;
        foreach (var dim in block.Syntax.Signature.Inputs.SelectMany(i => i.Dims ?? []).OfType<NameExpressionSyntax>())
        {
            if (!_parameters.ContainsKey(dim.Name) && !_dims.ContainsKey(dim.Name) && !(block.File.Visible.TryGetValue(dim.Name, out var other) && other is ConstSymbol))
                _dims.Add(dim.Name, Made(NameKind.Dim, dim.Name, dim.Span, dim, true));
        }
        foreach (var output in block.Syntax.Signature.Outputs.Where(o => o.Name is { IsMissing: false } name && !_outputs.ContainsKey(name.Text)))
            _outputs.Add(output.Name!.Text, Made(NameKind.Output, output.Name.Text, output.Name.Span, output, false));
        foreach (var item in Exposing(block.Syntax.Body))
            _exposed.Add(new NameSymbol(NameKind.Exposed, item.Name.Text, path, item.Name.Span) { Full = item.Span, Owner = owner, Syntax = item, IsNumbered = item.Number is not null });
    }

    public IReadOnlyCollection<NameSymbol> Parameters => _parameters.Values;

    public IReadOnlyCollection<NameSymbol> Dims => _dims.Values;

    /// <summary>Named outputs, then exposed ones.</summary>
    public IEnumerable<NameSymbol> Outputs => _outputs.Values.Concat(_exposed);

    public NameSymbol? Parameter(string name) => _parameters.TryGetValue(name, out var found) ? found : null;

    public NameSymbol? Dim(string name) => _dims.TryGetValue(name, out var found) ? found : null;

    public NameSymbol? Exposed(ExposedSyntax item) => _exposed.FirstOrDefault(e => e.Syntax == item);

    /// <summary>An output by its name, also by one with a number in it.</summary>
    public NameSymbol? Output(string name) => _outputs.TryGetValue(name, out var found) ? found
        : _exposed.FirstOrDefault(e => !e.IsNumbered && e.Name == name)
            ?? _exposed.FirstOrDefault(e => e.IsNumbered && name.StartsWith(e.Name, StringComparison.Ordinal) && name.Skip(e.Name.Length).All(char.IsDigit));

    /// <summary>The contract of a component, or of those in a list.</summary>
    public static ComponentTypeSyntax? Contract(TypeSyntax? type) => type switch
    {
        ComponentTypeSyntax component => component,
        ListTypeSyntax list => Contract(list.Element),
        _ => null,
    };

    private static IEnumerable<ExposedSyntax> Exposing(GroupSyntax? group) => (group?.Statements ?? []).SelectMany(Exposing);

    private static IEnumerable<ExposedSyntax> Exposing(StatementSyntax statement) => statement switch
    {
        ExposeSyntax expose => expose.Items.Where(i => !i.Name.IsMissing),
        ForSyntax loop => Exposing(loop.Body),
        IfSyntax choice => Exposing(choice.Then).Concat(Exposing(choice.Else)),
        StepSyntax { Expression: GroupSyntax group } => Exposing(group),
        StepSyntax { Expression: ResidualSyntax residual } => Exposing(residual.Body),
        _ => [],
    };
}
