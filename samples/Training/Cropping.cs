using System;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>A part of each image, of random place, area and aspect, is made the size of the image (bicubic); half are mirrored.</summary>
internal static class Cropping
{
    public static void Show(Drawings drawings)
    {
        var result = drawings.Fit(Drawings.Options with { Augmentation = new Augmentation(Flip: true) { Crop = 0.35 } });
        Console.WriteLine($"{result.Accuracy:0%} (mirrored slopes are the other class: not every augmentation suits all images)");
    }
}
