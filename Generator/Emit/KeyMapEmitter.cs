using System.Collections.Generic;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Emits the key maps of one model or variant: a static class with a map each.</summary>
internal static class KeyMapEmitter
{
    private const string KeyMap = "global::ArchGen.Runtime.KeyMap";

    /// <summary>Writes the class of some maps.</summary>
    public static void Emit(FileContext file, string holder, IReadOnlyList<KeyMapModel> maps)
    {
        var writer = file.Writer;
        DocWriter.Write(writer, null, $"What checkpoints call the tensors of {maps[0].Target}.");
        using (writer.Block($"public static partial class {Identifiers.Type(holder)}"))
        {
            foreach (var map in maps)
            {
                if (map != maps[0])
                    writer.Line();
                DocWriter.Write(writer, map.Doc, $"The map {map.Name}.");
                var name = Identifiers.Distinct(Identifiers.Member(map.Name), n => n == Identifiers.Type(holder));
                writer.Line($"public static {KeyMap} {name} {{ get; }} = new({Literals.String(map.Name)},");
                writer.Line("[");
                using (writer.Indented())
                {
                    foreach (var rule in map.Rules)
                        writer.Line($"new({Literals.String(rule.Ours)}, {Literals.String(rule.Theirs)}),");
                }
                writer.Line("]);");
            }
        }
    }
}
