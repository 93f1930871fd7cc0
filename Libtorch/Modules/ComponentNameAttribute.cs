using System;
using System.Reflection;

namespace TorchSharp.Utils
{
    /// <summary>Gives a field's component another key than the field's name.</summary>
    [AttributeUsage(AttributeTargets.Field)]
    public sealed class ComponentNameAttribute : Attribute
    {
        public string? Name { get; set; }
    }
}

namespace TorchSharp
{
    /// <summary>The keys of fields.</summary>
    public static class FieldInfoExtensionMethods
    {
        /// <summary>The key under which a field's component is registered.</summary>
        public static string ComponentName(this FieldInfo field) =>
            field.GetCustomAttribute<Utils.ComponentNameAttribute>()?.Name ?? field.Name;
    }
}
