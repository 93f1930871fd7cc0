using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Lowering;

/// <summary>The names that statements use and don't bind themselves, in order of first use.</summary>
internal sealed class FreeNames : CodeRewriter
{
    private readonly HashSet<string> _bound = [];
    private readonly HashSet<string> _boundTensors = [];

    /// <summary>Static names used anywhere.</summary>
    public List<CodeName> Statics { get; } = [];

    /// <summary>Static names used where layers and raw tensors are made.</summary>
    public List<CodeName> Constructor { get; } = [];

    /// <summary>Static names used where tensors flow.</summary>
    public List<CodeName> Forward { get; } = [];

    /// <summary>Tensor names used and not bound.</summary>
    public List<string> Tensors { get; } = [];

    /// <summary>Raw tensors used and not made here.</summary>
    public List<string> Fields { get; } = [];

    private bool _inForward;
    private readonly Dictionary<string, List<CodeName>> _locals = [];
    private List<CodeName>? _recording;
    private readonly HashSet<string> _made = [];

    public static FreeNames Of(IReadOnlyList<Step> steps, IEnumerable<string> inputs)
    {
        var names = new FreeNames();
        foreach (var input in inputs)
            names._boundTensors.Add(input);
        names.Visit(steps);
        return names;
    }

    /// <summary>The static names in code.</summary>
    public static IReadOnlyList<CodeName> Of(Code code)
    {
        var names = new FreeNames();
        names.Visit(code);
        return names.Statics;
    }

    public override Step Visit(Step step)
    {
        switch (step)
        {
            case StaticLocal local:
                // A local's names are used where the local is: in the constructor, where tensors flow, or in both.
                var outer = _recording;
                _recording = [];
                base.Visit(step);
                if (_locals.TryGetValue(local.Name, out var before))
                    before.AddRange(_recording);
                else
                    _locals.Add(local.Name, _recording);
                _recording = outer;
                _bound.Add(local.Name);
                return step;
            case CarriedDim local:
                base.Visit(step);
                _bound.Add(local.Name);
                return step;
            case MakeTensor made:
                base.Visit(step);
                _made.Add(made.Name);
                return step;
            case LoopStep loop:
                Visit(loop.From);
                Visit(loop.To);
                _bound.Add(loop.Index);
                Visit(loop.Body);
                return step;
            case ForEachStep loop:
                Visit(loop.List);
                _bound.Add(loop.Item);
                Visit(loop.Body);
                return step;
            case TensorLocal local:
                base.Visit(step);
                foreach (var name in local.Names)
                    _boundTensors.Add(name);
                return step;
            default:
                return base.Visit(step);
        }
    }

    public override TensorCode Visit(TensorCode code)
    {
        switch (code)
        {
            case TensorName { Name: var name } when !_boundTensors.Contains(name) && !Tensors.Contains(name):
                Tensors.Add(name);
                break;
            case TensorField { Name: var field } when !_made.Contains(field) && !Fields.Contains(field):
                Fields.Add(field);
                break;
        }
        var outer = _inForward;
        _inForward = true;
        base.Visit(code);
        _inForward = outer;
        return code;
    }

    public override TensorInit Visit(TensorInit init)
    {
        var outer = _inForward;
        base.Visit(init);
        _inForward = outer;
        return init;
    }

    public override Code Visit(Code code)
    {
        switch (code)
        {
            case CodeName name when !_bound.Contains(name.Name):
                Use(name);
                return code;
            case CodeName local when _locals.TryGetValue(local.Name, out var names):
                foreach (var name in names)
                    Use(name);
                return code;
            case CodeComprehension list:
            {
                Visit(list.From);
                if (list.To is not null)
                    Visit(list.To);
                var isNew = _bound.Add(list.Index);
                Visit(list.Item);
                if (isNew)
                    _bound.Remove(list.Index);
                return code;
            }
            case CodeComponent component:
            {
                var isNew = component.Told.Where(_bound.Add).ToArray();
                Visit(component.Layer);
                foreach (var name in isNew)
                    _bound.Remove(name);
                return code;
            }
            default:
                return base.Visit(code);
        }
    }

    private void Use(CodeName name)
    {
        Add(Statics, name);
        if (_recording is not null)
            Add(_recording, name);
        else
            Add(_inForward ? Forward : Constructor, name);
    }

    private static void Add(List<CodeName> names, CodeName name)
    {
        if (names.All(n => n.Name != name.Name))
            names.Add(name);
    }
}
