using System.Collections.Generic;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>A name that is declared in a static <c>if</c>: it exists wherever all of its conditions hold, the outermost first.</summary>
internal sealed record ConditionalName(Variable Variable, IReadOnlyList<NameCondition> Conditions);

/// <summary>The condition of an <c>if</c>, or its opposite for what <c>else</c> declares.</summary>
/// <param name="Syntax">The condition as written.</param>
/// <param name="Holds">False for <c>else</c>.</param>
/// <param name="Names">What the names in it meant; where one means something else, it is another condition.</param>
internal sealed record NameCondition(ExpressionSyntax Syntax, bool Holds, IReadOnlyList<(string Name, Variable? Variable, Value? Value)> Names);
