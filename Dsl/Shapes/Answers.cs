using System.Collections.Generic;

namespace ArchGen.Dsl.Shapes;

/// <summary>Answers by their questions, for any number of threads at a time. Begins anew where they are too many.</summary>
internal sealed class Answers<TQuestion, TAnswer>(int most)
    where TQuestion : notnull
{
    private readonly Dictionary<TQuestion, TAnswer> _known = [];

    public bool TryGet(TQuestion question, out TAnswer answer)
    {
        lock (_known)
            return _known.TryGetValue(question, out answer!);
    }

    public void Add(TQuestion question, TAnswer answer)
    {
        lock (_known)
        {
            if (_known.Count > most)
                _known.Clear();
            _known[question] = answer;
        }
    }
}
