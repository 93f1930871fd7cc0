using System;
using System.IO;
using ArchGen.Cli.Export.Onnx;
using ArchGen.Runtime;
using Google.Protobuf;

namespace ArchGen.Cli.Export;

/// <summary>Writes a model's file, and that of its weights where they are apart: both or neither.</summary>
internal static class OnnxFile
{
    /// <summary>Writes them.</summary>
    public static void Write(string path, ModelProto model, OnnxWeights weights)
    {
        try
        {
            if (!weights.AreApart)
            {
                AtomicFile.Write(path, stream => model.WriteTo(stream));
                return;
            }
            var data = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, weights.FileName);
            // The model is renamed into its place last, when the weights are in theirs.
            AtomicFile.Write(path, stream =>
            {
                model.WriteTo(stream);
                AtomicFile.Write(data, weights.WriteTo);
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{path}' can't be written: {e.Message}");
        }
    }
}
