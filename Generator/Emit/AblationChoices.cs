using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>
/// Emits what a member takes on each axis as types: an enum for each axis, and a record with one of each, which all members share. An axis whose options are numbers, or
/// all strings, true or false has its value there, too.
/// </summary>
internal sealed class AblationChoices
{
    private readonly FileContext _file;
    private readonly AblationModel _ablation;
    private readonly List<Axis> _axes = [];

    /// <summary>Names the types so that they hide nothing that the ablation's members are called or made of.</summary>
    public AblationChoices(FileContext file, AblationModel ablation, Func<string, bool> isTaken)
    {
        (_file, _ablation) = (file, ablation);
        var types = new List<string>();
        bool IsTaken(string name) => isTaken(name) || types.Contains(name) || name == ablation.Name || Identifiers.Feature(name) != name || file.IsTypeName(name);
        Record = Identifiers.Distinct(WantedRecord, IsTaken);
        types.Add(Record);
        var members = new List<string> { Record };
        string NewMember(string wanted)
        {
            members.Add(Identifiers.Distinct(Identifiers.Feature(wanted), members.Contains));
            return members[members.Count - 1];
        }
        foreach (var axis in ablation.Axes)
        {
            var name = Wanted(axis);
            var type = IsTaken(name) ? Identifiers.Distinct(name + "Option", IsTaken) : name;
            types.Add(type);
            var options = new List<string>();
            foreach (var option in axis.Options)
                options.Add(Identifiers.Distinct(Pascal(option.Option), options.Contains));
            _axes.Add(new Axis(axis, type, NewMember(name), ValueType(axis), options));
        }
        foreach (var axis in _axes.Where(a => a.ValueType is not null))
            axis.ValueName = NewMember(axis.Property + "Value");
    }

    /// <summary>What the record is called unless something else is.</summary>
    private const string WantedRecord = "Choice";

    /// <summary>The record's name.</summary>
    public string Record { get; }

    /// <summary>The names that types of an ablation may get.</summary>
    public static IEnumerable<string> Names(AblationModel ablation) =>
        ablation.Axes.Select(Wanted).SelectMany(n => new[] { n, n + "Option" }).Append(WantedRecord);

    /// <summary>A member's record.</summary>
    public string Of(AblationMemberModel member) => "new(" + string.Join(", ", _axes.Select(a => $"{a.Type}.{a.NameOf(member.Choices.First(c => c.Axis == a.Model.Name).Option)}")) + ")";

    /// <summary>Writes the types.</summary>
    public void Emit()
    {
        var writer = _file.Writer;
        var printer = _file.Statics();
        var scope = new NameScope(null);
        foreach (var axis in _axes)
        {
            writer.Line($"/// <summary>The options of the {(axis.Model.IsSetting ? "setting" : "axis")} {axis.Model.Name}.</summary>");
            using (writer.Block($"public enum {axis.Type}"))
            {
                for (var i = 0; i < axis.Options.Count; i++)
                {
                    var (option, value) = (axis.Model.Options[i], axis.Model.Options[i].Value);
                    writer.Line($"/// <summary>{option.Option}{(value is null ? "" : DocWriter.Escape(": " + printer.Argument(value, scope)))}.</summary>");
                    writer.Line(axis.Options[i] + ",");
                }
            }
            writer.Line();
        }
        writer.Line($"/// <summary>What a member of {_ablation.Name} takes on each axis.</summary>");
        foreach (var axis in _axes)
            writer.Line($"/// <param name=\"{axis.Property.TrimStart('@')}\">The option of {axis.Model.Name}.</param>");
        var head = $"public sealed record {Record}({string.Join(", ", _axes.Select(a => $"{a.Type} {a.Property}"))})";
        if (_axes.All(a => a.ValueType is null))
        {
            writer.Statement(head + ";");
            writer.Line();
            return;
        }
        using (writer.Block(head))
        {
            var isFirst = true;
            foreach (var axis in _axes.Where(a => a.ValueType is not null))
            {
                if (!isFirst)
                    writer.Line();
                isFirst = false;
                // An enum can be any number; the last option stands for the rest.
                var cases = axis.Options.Select((o, i) => $"{(i == axis.Options.Count - 1 ? "_" : $"{axis.Type}.{o}")} => {printer.Argument(axis.Model.Options[i].Value!, scope)}");
                writer.Line($"/// <summary>What {axis.Model.Name} is.</summary>");
                writer.Statement($"public {axis.ValueType} {axis.ValueName} => {axis.Property} switch {{ {string.Join(", ", cases)} }};");
            }
        }
        writer.Line();
    }

    // `_` alone would be no name where values are told apart.
    private static string Wanted(AblationAxisModel axis) => Pascal(axis.Name) is var name && name == "_" ? "Axis" : name;

    private static string Pascal(string name) => Identifiers.Type(StaticPrinter.Pascal(Identifiers.Clean(name)));

    /// <summary>The type of what an axis's options set, where it is one.</summary>
    private static string? ValueType(AblationAxisModel axis)
    {
        var values = axis.Options.Select(o => o.Value).ToArray();
        return values.All(v => v is CodeInt) ? "long"
            : values.All(v => v is CodeInt or CodeFloat) ? "double"
            : values.All(v => v is CodeBool) ? "bool"
            : values.All(v => v is CodeString) ? "string"
            : null;
    }

    private sealed class Axis(AblationAxisModel model, string type, string property, string? valueType, IReadOnlyList<string> options)
    {
        public AblationAxisModel Model => model;

        public string Type => type;

        public string Property => property;

        public string? ValueType => valueType;

        public string ValueName { get; set; } = "";

        public IReadOnlyList<string> Options => options;

        public string NameOf(string option) => options[model.Options.ToList().FindIndex(o => o.Option == option)];
    }
}
