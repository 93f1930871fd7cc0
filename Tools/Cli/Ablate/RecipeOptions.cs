using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Lowering;
using ArchGen.Runtime;

namespace ArchGen.Cli.Ablate;

/// <summary>A recipe's values as the runtime's options, by the compiler's table of what each is in C#.</summary>
internal static class RecipeOptions
{
    /// <summary>All values by their names, in the table's order: what is given, and what goes without saying for the rest.</summary>
    public static IReadOnlyDictionary<string, object?> All(IEnumerable<RecipeValue> values)
    {
        var given = values.ToDictionary(v => v.Name, v => v.Value);
        var (training, data) = ((object)new TrainingOptions(), (object)new DataOptions());
        return RecipeTable.All.ToDictionary(e => e.Name, e => given.TryGetValue(e.Name, out var value) ? value : Plain(Get(e.IsData ? data : training, e.Property)));
    }

    /// <summary>Options for training.</summary>
    public static TrainingOptions Training(IReadOnlyDictionary<string, object?> values, IReadOnlyDictionary<string, object?> settings) => Fill(new TrainingOptions(), false, values, settings);

    /// <summary>Options for the data set.</summary>
    public static DataOptions Data(IReadOnlyDictionary<string, object?> values, IReadOnlyDictionary<string, object?> settings) => Fill(new DataOptions(), true, values, settings);

    /// <summary>True where a setting is one of the data set.</summary>
    public static bool IsData(string name) => RecipeTable.Find(name) is { IsData: true };

    /// <summary>A value as a spec would have it.</summary>
    public static string Text(object? value) => value switch
    {
        null => "—",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        _ => string.Format(CultureInfo.InvariantCulture, "{0}", value),
    };

    private static T Fill<T>(T options, bool isData, IReadOnlyDictionary<string, object?> values, IReadOnlyDictionary<string, object?> settings)
        where T : class
    {
        foreach (var entry in RecipeTable.All.Where(e => e.IsData == isData))
        {
            if ((settings.TryGetValue(entry.Name, out var value) || values.TryGetValue(entry.Name, out value)) && value is not null)
                Set(options, entry.Property, value);
        }

        return options;
    }

    private static object? Get(object options, string path) =>
        path.Split('.').Aggregate((object?)options, (on, name) => on!.GetType().GetProperty(name)!.GetValue(on));

    // Parts are records of their own, which others may have too: a copy is changed.
    private static void Set(object options, string path, object value)
    {
        var dot = path.IndexOf('.');
        var property = options.GetType().GetProperty(dot < 0 ? path : path[..dot])!;
        if (dot < 0)
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(options, type.IsEnum ? Enum.Parse(type, (string)value, ignoreCase: true) : Convert.ChangeType(value, type, CultureInfo.InvariantCulture));
            return;
        }

        var part = property.PropertyType.GetMethod("<Clone>$")!.Invoke(property.GetValue(options), null)!;
        Set(part, path[(dot + 1)..], value);
        property.SetValue(options, part);
    }

    private static object? Plain(object? value) => value switch
    {
        int number => (long)number,
        Enum word => word.ToString().ToLowerInvariant(),
        _ => value,
    };
}
