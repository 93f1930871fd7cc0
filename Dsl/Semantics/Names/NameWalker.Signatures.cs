using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <content>Blocks' heads: parameters, contracts, dims.</content>
internal sealed partial class NameWalker
{
    private void VisitBlock(BlockSymbol block)
    {
        var syntax = block.Syntax;
        VisitParameters(syntax.Parameters);
        _scope = _scope.Open(TextSpan.FromBounds(syntax.Signature.Span.Start, _scope.Span.End));
        var own = _table.Own(block);
        foreach (var dim in own.Dims)
            Declare(dim, dim.Place, dim.Place.End);
        VisitSignature(syntax.Signature);
        foreach (var output in syntax.Signature.Outputs.Where(o => o.Name is { IsMissing: false }))
            Found(output.Name!.Span, own.Output(output.Name.Text), NameRole.Declaration);
        foreach (var condition in syntax.Where)
            Visit(condition);
        foreach (var input in syntax.Signature.Inputs.Where(i => i.Name is { IsMissing: false }))
            Declare(Made(NameKind.Input, input.Name!, input), input.Name!.Span, syntax.Body?.Span.Start ?? input.Span.End);
        if (syntax.Body is not null)
            VisitGroup(syntax.Body);
    }

    private void VisitParameters(IReadOnlyList<ParameterSyntax> parameters)
    {
        var own = _table.Own(_owner!);
        foreach (var parameter in parameters)
        {
            VisitType(parameter.Type);
            if (parameter.Default is not null)
                VisitTold(parameter.Type, parameter.Default);
            if (!parameter.Name.IsMissing && own.Parameter(parameter.Name.Text) is { } symbol)
                Declare(symbol, parameter.Name.Span, parameter.Span.End);
        }
    }

    private void VisitType(TypeSyntax type)
    {
        switch (type)
        {
            case NamedTypeSyntax named:
                Found(named.Span, BuiltInNames.Type(named.Name));
                break;
            case ListTypeSyntax list:
                VisitType(list.Element);
                if (list.Length is not null)
                    Visit(list.Length);
                break;
            case ComponentTypeSyntax component:
                VisitContract(component);
                break;
        }
    }

    /// <summary>A contract sees all parameters of its block, also those after it, and has dims of its own.</summary>
    private void VisitContract(ComponentTypeSyntax contract)
    {
        var outer = _scope;
        _scope = outer.Open(contract.Span);
        foreach (var dim in _table.ContractDims(contract, _owner!).Values)
            _scope.Add(dim, contract.Span.Start);
        foreach (var told in contract.Told.Where(t => !t.IsMissing))
            Found(told.Span, _scope.FindDeclared(told.Text), RoleAt(told.Span, told.Text));
        VisitSignature(contract.Signature);
        foreach (var tensor in contract.Signature.Inputs.Concat(contract.Signature.Outputs).Where(t => t.Name is { IsMissing: false }))
            Found(tensor.Name!.Span, Made(NameKind.Output, tensor.Name, tensor), NameRole.Declaration);
        _scope = outer;
    }

    private void VisitSignature(SignatureSyntax signature)
    {
        foreach (var tensor in signature.Inputs.Concat(signature.Outputs))
        {
            foreach (var dim in tensor.Dims ?? [])
            {
                if (dim is NameExpressionSyntax name)
                    Found(name.Span, MeaningOf(name.Span, name.Name, isApplied: false), RoleAt(name.Span, name.Name));
                else
                    Visit(dim);
            }
        }
    }
}
