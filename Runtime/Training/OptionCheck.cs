using System;
using System.Globalization;

namespace ArchGen.Runtime;

/// <summary>Refuses what an option can't be.</summary>
internal static class OptionCheck
{
    public static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}."));
    }
}
