using System.CommandLine;

namespace ArchGen.Cli.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class Shared
{
    public static Argument<string[]> Specs(ArgumentArity arity) => new("SPECS")
    {
        Description = "Files, or folders whose .arch files are taken with all below. Imported namespaces are found by themselves: beside the file, then in the folders above it.",
        Arity = arity,
    };

    public static Argument<string> File() => new("FILE") { Description = "An .arch file, or a folder of them." };

    public static Option<string?> Variant(string description) => new("--variant", "-V") { Description = description, HelpName = "NAME" };
}
