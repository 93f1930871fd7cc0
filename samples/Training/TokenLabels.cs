using System;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>Each position is classified as well (token labelling), and rectangles of positions are exchanged (MixToken).</summary>
internal static class TokenLabels
{
    public static void Show(Drawings drawings)
    {
        // TinyTokens exposes class_logits and token_logits, by which the trainer knows the two heads.
        var result = drawings.Fit(Drawings.Options with { Tokens = new TokenLabelling { Weight = 0.5, Mix = 1 } }, TinyTokens.Create);
        Console.WriteLine($"{result.Accuracy:0%} by both heads together");
    }
}
