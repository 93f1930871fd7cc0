using System.Collections.Generic;

namespace ArchGen.Dsl.Semantics;

/// <summary>What the language's words do, a line each.</summary>
internal static class KeywordTexts
{
    private static readonly Dictionary<string, string> s_all = new()
    {
        ["namespace"] = "The file's namespace, and that of the generated code.",
        ["import"] = "Brings in all that another namespace defines.",
        ["block"] = "A module: `block Name(params) : inputs -> outputs where … { … }`.",
        ["mixer"] = "A block whose output has its input's shape.",
        ["model"] = "A whole network, the thing that variants are made of.",
        ["extern"] = "A module written in C#; its shapes are checked as any other's.",
        ["variant"] = "A model with its arguments: `variant Name = Model(args) expect …`.",
        ["ablation"] = "Every combination of some options over a variant or model.",
        ["axis"] = "One thing that an ablation varies, and its options.",
        ["keys"] = "What a checkpoint calls a model's tensors.",
        ["const"] = "A static value.",
        ["fn"] = "A pure function over static values.",
        ["setting"] = "Values that go with an ablation's members, such as a seed or a learning rate; they change nothing of the network.",
        ["where"] = "Constraints on parameters and dims: checked at every use, relied upon inside.",
        ["expect"] = "What a variant must come to: `params`, `macs`, `activations`, `input`, `receptive_field`, `tensors`.",
        ["at"] = "The input's shape that a cost is counted at.",
        ["of"] = "What is spoken of.",
        ["through"] = "The key map that says what a checkpoint calls the tensors.",
        ["mode"] = "Which combinations of its axes' options an ablation has: cross, one_at_a_time, leave_one_out, cumulative or zip.",
        ["recipe"] = "How models are trained, and on what: `recipe Quick { epochs: 3 }`; an ablation's members by `recipe: Quick`.",
        ["remove"] = "In an ablation's option: the network without the steps at a path, each of which must give the shape that it is fed with.",
        ["replace"] = "In an ablation's option: another layer or block, of the same result, for each step at a path.",
        ["same"] = "The first input's shape.",
        ["it"] = "The current value of the pipeline; `it = x` makes x the current value.",
        ["let"] = "A name for a value, static or a tensor. The current value stays.",
        ["var"] = "A value that may change: `var c = 64`, later `c = c + 32`.",
        ["layer"] = "A layer declared without being applied; each use of its name shares its weights.",
        ["param"] = "A learned tensor: `param name: [sizes] = init`.",
        ["buffer"] = "A fixed tensor: `buffer name: [sizes] = value`.",
        ["init"] = "How all layers of a kind below start: `init linear(weight: …, bias: …)`.",
        ["for"] = "Repetition with a static index: `for i in 0..n { … }`, `for d in dims { … }`.",
        ["in"] = "What is gone through.",
        ["by"] = "The step of a range: `a..b by s`.",
        ["if"] = "A static choice of steps, of values or of layers.",
        ["then"] = "The value where the condition holds.",
        ["else"] = "Where the condition doesn't hold.",
        ["residual"] = "The current value plus what the group makes of it: `residual(drop_path: p) { … }`.",
        ["parallel"] = "Branches fed with the same value, joined by `add`, `mul` or `concat`.",
        ["inline"] = "The block's steps stand here: its layers are this body's own.",
        ["expose"] = "A feature of the model, by this name.",
        ["return"] = "The outputs, where they are not just the current value.",
        ["and"] = "Both hold.",
        ["or"] = "At least one holds.",
        ["not"] = "The opposite.",
        ["true"] = "A bool.",
        ["false"] = "A bool.",
    };

    /// <summary>What a word does; null for one that the language doesn't have.</summary>
    public static string? Of(string word) => s_all.TryGetValue(word, out var text) ? text : null;
}
