namespace ArchGen.Generator.Pipeline;

/// <summary>The names under which the pipeline's steps are tracked.</summary>
public static class StepNames
{
    /// <summary>Paths and texts of <c>.arch</c> files.</summary>
    public const string Files = "ArchFiles";

    /// <summary>What each file declares and imports.</summary>
    public const string Headers = "ArchHeaders";

    /// <summary>The project's folder.</summary>
    public const string ProjectFolder = "ArchProjectFolder";

    /// <summary>Each file with what it is compiled with.</summary>
    public const string Units = "ArchUnits";

    /// <summary>Each file compiled and printed.</summary>
    public const string Results = "ArchResults";

    /// <summary>The generated code alone.</summary>
    public const string Sources = "ArchSources";

    /// <summary>The findings of all files.</summary>
    public const string Diagnostics = "ArchDiagnostics";

    /// <summary>Whether findings are reported.</summary>
    public const string Reporting = "ArchReporting";

    /// <summary>The standard library's code, once.</summary>
    public const string Library = "ArchLibrary";
}
