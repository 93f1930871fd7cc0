using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp.Serialization;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // State as a dictionary, and as TorchSharp's file: a LEB128 count, then a name and a tensor for each entry.
        public partial class Module
        {
            /// <summary>Parameters and persistent buffers by dotted name: its own parameters, its buffers, then its children's.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (key, parameter) in named_parameters()) destination.TryAdd(Dotted(prefix, key), parameter);
                foreach (var (key, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(Dotted(prefix, key), buffer);
                foreach (var (key, child) in _internal_submodules) child.state_dict(destination, Dotted(prefix, key));
                return destination;
            }

            /// <summary>Copies values in by name, converting dtypes and broadcasting shapes.</summary>
            /// <exception cref="InvalidOperationException">Strict, and the names differ.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var target = state_dict();
                bool Counts(string key) => skip is null || !skip.Contains(key);
                var missing = target.Keys.Where(key => Counts(key) && !source.ContainsKey(key)).ToList();
                var unexpected = source.Keys.Where(key => Counts(key) && !target.ContainsKey(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException("The state doesn't fit the module." + Listed(" Missing: ", missing) + Listed(" Unexpected: ", unexpected));
                }

                using var _ = no_grad();
                foreach (var (key, value) in source)
                {
                    if (Counts(key) && target.TryGetValue(key, out var tensor)) tensor.copy_(value);
                }

                return (missing, unexpected);
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                var kept = sd.Where(pair => skip is null || !skip.Contains(pair.Key)).ToList();
                writer.WriteCount(kept.Count);
                foreach (var (key, tensor) in kept)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            public Module save(string location, IList<string>? skip = null)
            {
                using var file = File.Create(location);
                return save(file, skip);
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location)) throw new FileNotFoundException($"There is no file '{location}'.", location);
                using var file = File.OpenRead(location);
                return load(file, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads values in by name.</summary>
            /// <exception cref="ArgumentException">A shape differs; or strict, and the names do.</exception>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                var target = state_dict();
                var count = reader.ReadCount();
                if (strict && count != target.Count) throw new ArgumentException($"The file has {count} entries, and the module {target.Count}.");
                for (long i = 0; i < count; i++)
                {
                    var key = reader.ReadString();
                    var found = target.TryGetValue(key, out var tensor);
                    if (strict && !found) throw new ArgumentException($"The module has no parameter or buffer '{key}'.");
                    if (found && (skip is null || !skip.Contains(key))) tensor!.Load(reader);
                    else TensorExtensionMethods.Load(reader, skip: true).Dispose();
                    loadedParameters?.Add(key, found);
                }

                return this;
            }

            private static string Dotted(string? prefix, string key) => string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}";

            private static string Listed(string title, List<string> keys) =>
                keys.Count == 0 ? "" : title + string.Join(", ", keys.Take(8)) + (keys.Count > 8 ? $" and {keys.Count - 8} more." : ".");
        }
    }
}
