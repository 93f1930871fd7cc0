using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// How generated code says sizes that something short stands for: a size is known by what it comes to, which for a <c>let</c> is all that the author gave a name, for a call of a spec's function
/// all that the function computes, and after a loop that was looked at step by step all that its iterations choose from.
/// </summary>
internal sealed class Spellings
{
    private readonly Dictionary<string, Code> _calls = new(StringComparer.Ordinal);

    /// <summary>
    /// Notes a call that gave a size. It stands for that wherever that is written: so it may speak of nothing that the size doesn't, and <paramref name="anywhere"/>, what it gives where nothing is
    /// assumed, has to be the same.
    /// </summary>
    public void AddCall(Dim size, CodeCall call, Func<Dim?> anywhere)
    {
        var code = size.ToCode();
        var (written, text) = (CodeText.Of(call), CodeText.Of(code));
        if (code is CodeInt or CodeName || written.Length >= text.Length || FreeNames.Of(call).Except(FreeNames.Of(code)).Any() || _calls.ContainsKey(text))
            return;
        if (anywhere() is { } same && same.Equals(size))
            _calls.Add(text, call);
    }

    /// <summary>A body with sizes written by what stands for them.</summary>
    public IReadOnlyList<Step> In(IReadOnlyList<Step> body) => new Writer(_calls).Visit(body);

    private sealed class Writer(IReadOnlyDictionary<string, Code> calls) : CodeRewriter
    {
        private Dictionary<string, SizeName> _named = new(StringComparer.Ordinal);
        private bool _isMaking;

        public override IReadOnlyList<Step> Visit(IReadOnlyList<Step> steps)
        {
            var written = new List<Step>();
            var around = _named;
            foreach (var step in steps)
            {
                if (step is SizeName name)
                    _named = new Dictionary<string, SizeName>(_named, StringComparer.Ordinal) { [CodeText.Of(name.Size)] = name };
                else
                    written.Add(Visit(step));
            }
            _named = around;
            return written;
        }

        public override Step Visit(Step step)
        {
            // What a loop carries is there while the module is built.
            _isMaking = step is MakeLayer or MakeTensor;
            return base.Visit(step);
        }

        public override Code Visit(Code code)
        {
            if (code is not (CodeConditional or CodeOperation or CodeCall) || (calls.Count == 0 && _named.Count == 0))
                return base.Visit(code);
            var text = CodeText.Of(code);
            return _named.TryGetValue(text, out var name) && (_isMaking || !name.IsCarried) ? name.Local : calls.TryGetValue(text, out var call) ? call : base.Visit(code);
        }
    }
}

/// <summary>From here on in its list, a local has a size; one that a loop carried, while the module is built. In no finished class.</summary>
internal sealed record SizeName(SourcePlace Place, Code Size, CodeName Local, bool IsCarried) : Step(Place);
