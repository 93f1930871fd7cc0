using System.CommandLine;
using System.IO;
using System.Linq;

namespace ArchGen.Cli.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class Shared
{
    public static Argument<string[]> Specs(ArgumentArity arity) =>
        Paths("SPECS", "Files, or folders whose .arch files are taken with all below. Imported namespaces are found by themselves: beside the file, then in the folders above it.", arity);

    public static Argument<string[]> Paths(string name, string description, ArgumentArity arity)
    {
        var specs = new Argument<string[]>(name) { Description = description, Arity = arity };
        // A list of arguments would take a mistyped option for a file.
        specs.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Select(t => t.Value).Where(t => t.StartsWith('-') && !Path.Exists(t)))
                result.AddError($"There is no option '{token}'.");
        });
        return specs;
    }

    public static Argument<string> File() => new("FILE") { Description = "An .arch file, or a folder of them." };

    public static Option<string?> Variant(string description) => new("--variant", "-V") { Description = description, HelpName = "NAME" };
}
