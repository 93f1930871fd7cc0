using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Emit;

/// <summary>Breaks long statements at the branches of a choice, between the calls of a chain, and at the commas of the call that has most of them.</summary>
internal static class LineWrapper
{
    /// <summary>The longest line that is left whole.</summary>
    public const int Longest = 130;

    /// <summary>A statement in lines; those after the first have their further indentation in front.</summary>
    public static IReadOnlyList<string> Wrap(string text, int column)
    {
        var lines = new List<string>();
        Add(lines, text, column, "");
        return lines;
    }

    private static void Add(List<string> lines, string text, int column, string indent)
    {
        if (column + indent.Length + text.Length <= Longest)
        {
            lines.Add(indent + text);
            return;
        }
        var marks = Marks.Of(text);
        if (marks.Question > 0 && marks.Colon > marks.Question)
        {
            lines.Add(indent + text.Substring(0, marks.Question).TrimEnd());
            Add(lines, text.Substring(marks.Question, marks.Colon - marks.Question).TrimEnd(), column, indent + "    ");
            Add(lines, text.Substring(marks.Colon), column, indent + "    ");
            return;
        }
        // In a sum, a call on a line of its own would seem to be of the whole.
        if (marks.Calls.Count > 0 && !marks.HasOperator)
        {
            var begin = 0;
            foreach (var end in marks.Calls.Append(text.Length))
            {
                Add(lines, text.Substring(begin, end - begin), column, begin == 0 ? indent : indent + "    ");
                begin = end;
            }
            return;
        }
        if (marks.Open < 0)
        {
            lines.Add(indent + text);
            return;
        }
        lines.Add(indent + text.Substring(0, marks.Open + 1));
        var current = "";
        var start = marks.Open + 1;
        foreach (var end in marks.Ends)
        {
            Take(text.Substring(start, end - start));
            start = end;
        }
        Take(text.Substring(start));
        Add(lines, current, column, indent + "    ");

        void Take(string rest)
        {
            var item = rest.TrimStart();
            if (current.Length > 0 && column + indent.Length + 4 + current.Length + 1 + item.Length > Longest)
            {
                Add(lines, current, column, indent + "    ");
                current = item;
            }
            else
            {
                current = current.Length == 0 ? item : current + " " + item;
            }
        }
    }

    /// <summary>Where a statement may be broken.</summary>
    private sealed class Marks
    {
        /// <summary>The <c>?</c> of a choice outside all brackets.</summary>
        public int Question { get; private set; } = -1;

        /// <summary>Its <c>:</c>.</summary>
        public int Colon { get; private set; } = -1;

        /// <summary>The bracket that most of the statement is in.</summary>
        public int Open { get; private set; } = -1;

        /// <summary>The dots of calls of what a call gave, outside all brackets.</summary>
        public List<int> Calls { get; } = [];

        /// <summary>True where something is calculated outside all brackets.</summary>
        public bool HasOperator { get; private set; }

        /// <summary>Just after each of its commas.</summary>
        public List<int> Ends { get; private set; } = [];

        public static Marks Of(string text)
        {
            var marks = new Marks();
            var open = new Stack<(int At, List<int> Commas)>();
            var best = 0;
            (int Question, int Colon, int Within) outside = (-1, -1, 0);
            for (var i = 0; i < text.Length; i++)
            {
                switch (text[i])
                {
                    case '"':
                        i = EndOfString(text, i);
                        break;
                    case '(' or '[' or '{':
                        open.Push((i, []));
                        break;
                    case ')' or ']' or '}' when open.Count > 0:
                    {
                        var pair = open.Pop();
                        var length = i - pair.At;
                        // The innermost bracket that has nearly all of the text: one around it holds nothing else.
                        if (length > best + 4 && pair.Commas.Count > 0 && length * 2 > text.Length)
                        {
                            best = length;
                            (marks.Open, marks.Ends) = (pair.At, pair.Commas);
                        }
                        // Where none has commas, the outermost call: what is in it is broken further.
                        else if (best == 0 && pair.At > 0 && char.IsLetterOrDigit(text[pair.At - 1]) && length * 2 > text.Length)
                        {
                            marks.Open = pair.At;
                        }
                        break;
                    }
                    case '.' when open.Count == 0 && i > 0 && text[i - 1] == ')':
                        marks.Calls.Add(i);
                        break;
                    case '+' or '-' or '*' or '/' or '%' or '<' or '>' or '&' or '|' when open.Count == 0 && IsSpaced(text, i):
                        marks.HasOperator = true;
                        break;
                    case ',' when open.Count > 0:
                        open.Peek().Commas.Add(i + 1);
                        break;
                    case '?' when open.Count == 0 && outside.Question < 0 && IsSpaced(text, i):
                        outside.Question = i;
                        break;
                    // A choice between the two signs has two of its own.
                    case '?' when open.Count == 0 && outside.Colon < 0 && IsSpaced(text, i):
                        outside.Within++;
                        break;
                    case ':' when open.Count == 0 && outside.Within > 0 && IsSpaced(text, i):
                        outside.Within--;
                        break;
                    case ':' when open.Count == 0 && outside.Question > 0 && outside.Colon < 0 && IsSpaced(text, i):
                        outside.Colon = i;
                        break;
                }
            }
            (marks.Question, marks.Colon, _) = outside;
            return marks;
        }

        private static bool IsSpaced(string text, int at) => at > 0 && at + 1 < text.Length && text[at - 1] == ' ' && text[at + 1] == ' ';

        private static int EndOfString(string text, int start)
        {
            for (var i = start + 1; i < text.Length; i++)
            {
                if (text[i] == '\\')
                    i++;
                else if (text[i] == '"')
                    return i;
            }
            return text.Length - 1;
        }
    }
}
