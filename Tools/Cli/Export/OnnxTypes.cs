namespace ArchGen.Cli.Export;

/// <summary>Element types by the numbers that the format has for them.</summary>
internal static class OnnxTypes
{
    public const int Float = 1;
    public const int Int64 = 7;
}
