using System.Collections.Generic;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>Something that may be assumed.</summary>
internal abstract record Fact;

/// <summary>Two dims are equal.</summary>
internal sealed record EqualFact(Dim Left, Dim Right) : Fact;

/// <summary>Two dims differ.</summary>
internal sealed record DifferentFact(Dim Left, Dim Right) : Fact;

/// <summary><paramref name="Left"/> >= <paramref name="Right"/>.</summary>
internal sealed record AtLeastFact(Dim Left, Dim Right) : Fact;

/// <summary><paramref name="Dividend"/> % <paramref name="Divisor"/> == <paramref name="Remainder"/>.</summary>
internal sealed record RemainderFact(Dim Dividend, Dim Divisor, Dim Remainder) : Fact;

/// <summary>A condition is true, or false: for conditions that aren't about dims, and for dims that are chosen by it.</summary>
internal sealed record ConditionFact(Code Condition, bool Holds) : Fact;

/// <summary>One of some cases is true, perhaps several: every fact of it.</summary>
internal sealed record CasesFact(IReadOnlyList<IReadOnlyList<Fact>> Cases) : Fact;
