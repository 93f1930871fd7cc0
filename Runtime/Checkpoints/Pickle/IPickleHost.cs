namespace ArchGen.Runtime;

/// <summary>What the names in a pickle come to. The reader itself knows none.</summary>
internal interface IPickleHost
{
    /// <summary>A class or function that the pickle names at a byte of the file.</summary>
    PickleName Name(string name, long at);

    /// <summary>What "calling" a known name comes to.</summary>
    object? Make(PickleName name, object?[] arguments, long at);

    /// <summary>What stands outside the pickle under that id.</summary>
    object? Outside(object? id, long at);
}
