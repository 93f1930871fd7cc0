using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>A callee's signature. <paramref name="Documentation"/> is Markdown; <paramref name="Active"/> is the parameter at hand, -1 for none.</summary>
public sealed record SignatureHelp(string Label, string Documentation, IReadOnlyList<SignatureParameter> Parameters, int Active);

/// <summary>One parameter: its place in the signature's label, and Markdown about it.</summary>
public sealed record SignatureParameter(TextSpan InLabel, string Documentation);

/// <summary>Says what the call around a place takes.</summary>
internal static class Signatures
{
    public static SignatureHelp? At(SemanticModel model, int offset)
    {
        if (CallSite.At(model.Tokens, offset) is not { } site || Callee.Of(model, site, offset) is not { } callee)
            return null;
        var label = new StringBuilder(callee.Name).Append('(');
        var parameters = new List<SignatureParameter>();
        foreach (var argument in callee.Arguments)
        {
            if (parameters.Count > 0)
                label.Append(", ");
            parameters.Add(new SignatureParameter(new TextSpan(label.Length, argument.Text.Length), argument.Doc));
            label.Append(argument.Text);
        }
        label.Append(')').Append(callee.After);
        var active = callee.Active(model, site, offset);
        return new SignatureHelp(label.ToString(), callee.Doc, parameters, active is null ? -1 : callee.Arguments.ToList().IndexOf(active));
    }
}
