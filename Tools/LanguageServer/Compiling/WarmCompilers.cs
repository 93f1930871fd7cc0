using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Incremental;
using ArchGen.Dsl.Text;

namespace ArchGen.LanguageServer.Compiling;

/// <summary>A compiler for each group that was compiled of late, which remembers what it found out. Used by one caller at a time.</summary>
internal sealed class WarmCompilers
{
    private readonly List<(IReadOnlyList<string> Group, bool IsWider, IncrementalCompiler Compiler)> _compilers = [];

    /// <summary>How many compilers are kept.</summary>
    public int Room { get; set; } = 8;

    /// <summary>The compiler of a group; of another one, where the group is compiled with other files of its namespace, too.</summary>
    public Func<IReadOnlyList<SourceText>, CancellationToken, CompilationResult> For(IReadOnlyList<string> group, bool isWider)
    {
        var at = _compilers.FindIndex(c => c.IsWider == isWider && c.Group.SequenceEqual(group));
        // A group that a document joins or leaves is mostly what it was.
        if (at < 0)
            at = _compilers.FindIndex(c => c.IsWider == isWider && c.Group.Intersect(group).Any());
        var compiler = at < 0 ? new IncrementalCompiler() : _compilers[at].Compiler;
        if (at >= 0)
            _compilers.RemoveAt(at);
        _compilers.Insert(0, (group, isWider, compiler));
        if (_compilers.Count > Room)
            _compilers.RemoveRange(Room, _compilers.Count - Room);
        return compiler.Compile;
    }
}
