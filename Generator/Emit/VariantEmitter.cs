using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Emits a variant: a static class with a factory and what is known at build time.</summary>
internal static class VariantEmitter
{
    /// <summary>The nested class that describes the variant to tools.</summary>
    public const string Descriptor = "Descriptor";

    /// <summary>The assembly's attribute, by which tools find the variant.</summary>
    public static string Attribute(FileContext file, VariantModel variant) =>
        $"[assembly: global::ArchGen.Runtime.Generated.ArchVariant<{Identifiers.Global(file.Model.Namespace, variant.Name)}.{Descriptor}>]";

    /// <summary>Writes a variant's class.</summary>
    public static void Emit(FileContext file, VariantModel variant)
    {
        var writer = file.Writer;
        var types = file.Types;
        // Within the variant's class, its members come before types.
        var model = variant.Model == Descriptor ? Identifiers.Global(variant.ModelNamespace, variant.Model) : file.ClassName(variant.ModelNamespace, variant.Model);
        DocWriter.Write(writer, variant.Doc, $"The variant {variant.Name} of {variant.Model}.", null, FactLines(variant.Facts));
        using (writer.Block($"public static partial class {Identifiers.Type(variant.Name)}"))
        {
            if (variant.Facts is { } facts)
                EmitFacts(file, facts);
            writer.Line("/// <summary>Builds the variant with new weights.</summary>");
            var printer = file.Statics();
            new LayerPrinter(file, printer, Identifiers.Type);
            var scope = new NameScope(null);
            var arguments = variant.Arguments.Select(a => $"{Identifiers.Local(a.Name)}: {printer.Argument(a.Value, scope)}");
            writer.Statement($"public static {model} Create() => new({string.Join(", ", arguments)});");
            writer.Line();
            EmitDescriptor(file, variant, model);
        }
    }

    /// <summary>What is known, for the docs.</summary>
    public static IReadOnlyList<string> FactLines(VariantFacts? facts)
    {
        var lines = new List<string>();
        if (facts is null)
            return lines;
        var costs = Count(facts.Parameters) + " parameters";
        if (facts.Macs is { } macs && facts.InputShape is { } shape)
            costs += $", {Count(macs)} multiply-accumulates at [{string.Join(", ", shape.Select(s => Literals.Int(s).Text.TrimEnd('L')))}]";
        lines.Add(costs + ".");
        if (facts.LegalInput.Length > 0)
            lines.Add("Input: " + facts.LegalInput + ".");
        return lines;
    }

    private static string Count(long value) => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static void EmitFacts(FileContext file, VariantFacts facts)
    {
        var writer = file.Writer;
        var types = file.Types;
        writer.Line("/// <summary>How many learned parameters it has.</summary>");
        writer.Line($"public const long Parameters = {Literals.Grouped(facts.Parameters)};");
        writer.Line();
        if (facts.Macs is { } macs)
        {
            writer.Line("/// <summary>Multiply-accumulates of one forward pass at <see cref=\"InputShape\"/>.</summary>");
            writer.Line($"public const long Macs = {Literals.Grouped(macs)};");
            writer.Line();
        }
        if (facts.InputShape is { } shape)
        {
            writer.Line("/// <summary>The input shape that costs are counted at.</summary>");
            writer.Line($"public static {types["IReadOnlyList"]}<long> InputShape {{ get; }} = [{string.Join(", ", shape.Select(Literals.Grouped))}];");
            writer.Line();
        }
        writer.Line("/// <summary>The legal input sizes.</summary>");
        writer.Line($"public const string LegalInput = {Literals.String(facts.LegalInput)};");
        writer.Line();
        writer.Line("/// <summary>Its parts in order, with what comes out of each and what each costs.</summary>");
        writer.Line($"public static {types["IReadOnlyList"]}<{types["VariantStage"]}> Stages {{ get; }} =");
        writer.Line("[");
        using (writer.Indented())
        {
            foreach (var stage in facts.Stages)
                writer.Line($"new({Literals.String(stage.Name)}, {Literals.String(stage.OutputShape)}, {Literals.Grouped(stage.Parameters)}, {Literals.Grouped(stage.Macs)}),");
        }
        writer.Line("];");
        writer.Line();
        EmitFeatures(file, facts.Features);
    }

    private static void EmitFeatures(FileContext file, IReadOnlyList<FeatureFact> features)
    {
        if (features.Count == 0)
            return;
        var writer = file.Writer;
        var isTaken = file.Model.Classes.Any(c => c.Name == "Features") || file.Model.Variants.Any(v => v.Name == "Features");
        writer.Line("/// <summary>What is known of each tensor that the model's <c>Features</c> gives.</summary>");
        using (writer.Block($"public static class {(isTaken ? "Features_" : "Features")}"))
        {
            var scope = new NameScope(null, name => name is "Features");
            foreach (var feature in features)
            {
                if (feature != features[0])
                    writer.Line();
                writer.Line($"/// <summary><c>{DocWriter.Escape(feature.Shape)}</c>.</summary>");
                using (writer.Block($"public static class {Identifiers.Type(scope.Declare(Identifiers.Feature(feature.Name)).TrimStart('@'))}"))
                {
                    writer.Line("/// <summary>Its shape, in terms of the input's.</summary>");
                    writer.Line($"public const string Shape = {Literals.String(feature.Shape)};");
                    if (feature.Channels is { } channels)
                    {
                        writer.Line();
                        writer.Line("/// <summary>The size of its second axis.</summary>");
                        writer.Line($"public const long Channels = {Literals.Grouped(channels)};");
                    }
                    if (feature.Stride is { } stride)
                    {
                        writer.Line();
                        writer.Line("/// <summary>How many input pixels there are to one of its positions, along each of the last two axes.</summary>");
                        writer.Line($"public const long Stride = {Literals.Grouped(stride)};");
                    }
                }
            }
        }
        writer.Line();
    }

    private static void EmitDescriptor(FileContext file, VariantModel variant, string model)
    {
        var writer = file.Writer;
        var types = file.Types;
        // A descriptor's own members come before types, too.
        var own = Identifiers.IsObjectMember(variant.Name) || variant.Name is "Name" or "ModelType" or "Finalize" ? Identifiers.Global(file.Model.Namespace, variant.Name) : Identifiers.Type(variant.Name);
        writer.Line("/// <summary>What tools see of the variant.</summary>");
        using (writer.Block($"public sealed class {Descriptor} : {types["VariantDescriptor"]}"))
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string Name => {Literals.String(variant.Name)};");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override {types["Type"]} ModelType => typeof({model});");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override {types["Module"]} Create() => {own}.Create();");
            if (variant.Facts is not { } facts)
                return;
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override long? Parameters => {own}.Parameters;");
            if (facts.Macs is not null)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public override long? Macs => {own}.Macs;");
            }
            if (facts.InputShape is not null)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public override {types["IReadOnlyList"]}<long>? InputShape => {own}.InputShape;");
            }
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string LegalInput => {own}.LegalInput;");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override {types["IReadOnlyList"]}<{types["VariantStage"]}> Stages => {own}.Stages;");
        }
    }
}
