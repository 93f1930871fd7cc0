using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Semantics.Names;

/// <content>Calls: whose parameters the arguments are, and which words are options.</content>
internal sealed partial class NameWalker
{
    private void VisitCall(CallSyntax call)
    {
        var callee = call.Callee is NameExpressionSyntax name ? MeaningOf(name.Span, name.Name, isApplied: true) : null;
        // `sum`, `max` and others are operators and functions.
        if (callee is { Kind: NameKind.Operator } && BuiltInNames.Function(callee.Name) is { } function && call.Arguments.Count > 0 && call.Arguments.All(a => a.Name is null && IsStatic(a.Value)))
            callee = function;
        if (callee is not null)
            Found(call.Callee.Span, callee);
        else
            Visit(call.Callee, isApplied: true);
        switch (callee)
        {
            case { Kind: NameKind.Definition, Owner: { } definition }:
                VisitArguments(_table.ParametersOf(definition), call.Arguments);
                break;
            case { Kind: NameKind.Operator, Operator: { } op }:
                VisitArguments(op, call.Arguments);
                break;
            default:
                foreach (var argument in call.Arguments)
                    Visit(argument.Value);
                break;
        }
    }

    /// <summary>Whether an expression is a value without tensors, as far as its names tell.</summary>
    private bool IsStatic(ExpressionSyntax expression) => expression switch
    {
        IntSyntax or FloatSyntax or BoolSyntax or StringSyntax => true,
        NameExpressionSyntax name => MeaningOf(name.Span, name.Name, isApplied: false) is { } symbol && (symbol.IsStatic && symbol != BuiltInNames.It || (symbol.Kind == NameKind.Value && IsStaticValue(symbol))),
        CallSyntax { Callee: NameExpressionSyntax name } call => MeaningOf(name.Span, name.Name, isApplied: true) is { Kind: NameKind.Function } or { Owner: FunctionSymbol } || call.Arguments.All(a => IsStatic(a.Value)),
        IndexSyntax index => IsStatic(index.Target),
        UnarySyntax unary => IsStatic(unary.Operand),
        BinarySyntax binary => IsStatic(binary.Left) && IsStatic(binary.Right),
        ListSyntax list => list.Items.All(IsStatic),
        RangeSyntax => true,
        ComprehensionSyntax => true,
        ConditionalSyntax choice => IsStatic(choice.Then),
        _ => false,
    };

    private bool IsStaticValue(NameSymbol symbol) =>
        _records?.DeclaredAt(symbol.Place, _owner!.Definition.Span.Start) is { } declared ? declared.Value is Elaboration.Known : symbol.Syntax is LetSyntax let && IsStatic(let.Value);

    private void VisitArguments(Operator op, IReadOnlyList<ArgumentSyntax> arguments)
    {
        foreach (var argument in arguments)
        {
            var parameter = argument.Name is { } name ? op.Parameters.FirstOrDefault(p => p.Name == name.Text) : null;
            if (parameter is not null)
                Found(argument.Name!.Span, BuiltInNames.Argument(op, parameter), NameRole.ArgumentName);
            if (argument.Value is NameExpressionSyntax word && (parameter is not null || argument.Name is null)
                && op.Parameters.FirstOrDefault(p => (parameter is null || p == parameter) && p.Options?.Contains(word.Name) == true) is { } chosen)
                Found(word.Span, BuiltInNames.Option(op, chosen, word.Name));
            else if (parameter?.Kind == OperatorParameterKind.Initial)
                VisitInitial(argument.Value);
            else
                Visit(argument.Value);
        }
    }

    private void VisitArguments(DefinitionSymbol? owner, IReadOnlyList<ArgumentSyntax> arguments)
    {
        var parameters = owner switch { BlockSymbol b => b.Syntax.Parameters, FunctionSymbol f => f.Syntax.Parameters, _ => [] };
        foreach (var argument in arguments)
        {
            if (argument.Name is { } name)
            {
                Found(name.Span, owner is null ? null : _table.Own(owner).Parameter(name.Text), NameRole.ArgumentName);
                if (argument.Index is not null)
                    Visit(argument.Index);
                VisitTold(parameters.Where(p => p.Name.Text == name.Text), owner, argument.Value);
            }
            else
            {
                // Which parameter it is for depends on how many tensors stand before it: what any of them is told will do.
                VisitTold(parameters, owner, argument.Value);
            }
        }
    }

    private void VisitTold(TypeSyntax type, ExpressionSyntax value)
    {
        if (OwnNames.Contract(type) is { } contract)
            VisitTold([contract], _owner, value);
        else
            Visit(value);
    }

    private void VisitTold(IEnumerable<ParameterSyntax> parameters, DefinitionSymbol? owner, ExpressionSyntax value) =>
        VisitTold(parameters.Select(p => OwnNames.Contract(p.Type)).OfType<ComponentTypeSyntax>().ToArray(), owner, value);

    /// <summary>An argument that may use what its component is told; names of the body go before.</summary>
    private void VisitTold(IReadOnlyList<ComponentTypeSyntax> contracts, DefinitionSymbol? owner, ExpressionSyntax value)
    {
        if (owner is null || contracts.All(c => c.Told.Count == 0))
        {
            Visit(value);
            return;
        }
        var outer = _scope;
        _scope = outer.Open(value.Span);
        foreach (var contract in contracts)
        {
            var dims = _table.ContractDims(contract, owner);
            foreach (var told in contract.Told)
            {
                if (outer.FindDeclared(told.Text) is null or { Kind: NameKind.ContractDim } && dims.TryGetValue(told.Text, out var symbol))
                    _scope.Add(symbol, value.Span.Start);
            }
        }
        Visit(value);
        _scope = outer;
    }
}
