namespace ArchGen.Runtime.Generated;

/// <summary>A module that says what network it is; every generated one does.</summary>
public interface IDescribed
{
    /// <summary>What the module gives for these inputs, as in evaluation: nothing is dropped, batch norms go by their running statistics.</summary>
    GraphTensor[] Describe(GraphTensor[] inputs);
}
