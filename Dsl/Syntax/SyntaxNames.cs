using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace ArchGen.Dsl.Syntax;

/// <summary>The names that a piece of a spec refers to, wherever they stand, and those that a body declares.</summary>
internal sealed class SyntaxNames
{
    private static readonly ConditionalWeakTable<SyntaxNode, SyntaxNames> s_known = new();
    private static readonly ConditionalWeakTable<DefinitionSyntax, HashSet<string>> s_anywhere = new();

    /// <summary>Every name in an expression, a callee or an assignment's left side.</summary>
    public HashSet<string> Referred { get; } = [];

    /// <summary>The names of lets, vars, raw tensors and declared layers, in order.</summary>
    public List<NameSyntax> Declared { get; } = [];

    /// <summary>The names of parameters, inputs and loops' indices.</summary>
    private readonly HashSet<string> _others = [];

    /// <summary>Every name that means something in the piece, wherever it stands.</summary>
    public IEnumerable<string> All => Referred.Concat(Declared.Select(n => n.Text)).Concat(_others);

    /// <summary>True for a name that is declared in the piece.</summary>
    public bool IsOwn(string name) => _others.Contains(name) || Declared.Any(d => d.Text == name);

    /// <summary>What a block refers to, in its signature and body alike; a constant or a function; nothing of other definitions.</summary>
    public static SyntaxNames Of(DefinitionSyntax definition) => s_known.GetValue(definition, d => Find(d is BlockSyntax or ConstSyntax or FunctionSyntax ? d : null));

    /// <summary>What a component's contract refers to.</summary>
    public static SyntaxNames Of(ComponentTypeSyntax contract) => s_known.GetValue(contract, Find);

    /// <summary>Every name in a definition of any kind, its own among them, as far as it could be parsed.</summary>
    public static HashSet<string> Anywhere(DefinitionSyntax definition) => s_anywhere.GetValue(definition, d => [.. SyntaxParts.Below(d).Select(node => node switch
    {
        NameExpressionSyntax name => name.Name,
        NameSyntax name => name.Text,
        _ => "",
    })]);

    private static SyntaxNames Find(SyntaxNode? root)
    {
        var names = new SyntaxNames();
        foreach (var node in root is null ? [] : SyntaxParts.Below(root))
            names.Add(node);
        return names;
    }

    private void Add(SyntaxNode node)
    {
        switch (node)
        {
            case NameExpressionSyntax name:
                Referred.Add(name.Name);
                break;
            case ExposedSyntax { Number: null, Value: null } item:
                Referred.Add(item.Name.Text);
                break;
            case LetSyntax let:
                Declared.AddRange(let.Names);
                break;
            case TensorDeclarationSyntax declaration:
                Declared.Add(declaration.Name);
                break;
            case LayerSyntax { Label: { Parts: [{ Text: var text }] } label }:
                Declared.Add(new NameSyntax(label.Span, text));
                break;
            case ParameterSyntax parameter:
                _others.Add(parameter.Name.Text);
                break;
            case SignatureSyntax signature:
                _others.UnionWith(signature.Inputs.Select(i => i.Name).OfType<NameSyntax>().Select(n => n.Text));
                break;
            case ForSyntax loop:
                _others.Add(loop.Index.Text);
                break;
            case ComprehensionSyntax comprehension:
                _others.Add(comprehension.Index.Text);
                break;
        }
    }
}
