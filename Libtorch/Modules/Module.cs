using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// The base of every network and layer: named parameters, buffers and children, the mode, and what goes over all of them.
        /// </summary>
        public partial class Module : IDisposable
        {
            private bool _componentsRegistered;
            protected string name;
            protected OrderedDict<string, Module> _internal_submodules = [];
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];
            protected OrderedDict<string, Parameter> _internal_params = [];
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            protected Module(string name) => this.name = name;

            /// <summary>Whether it trains (dropout drops, batch norm takes the batch's statistics).</summary>
            public bool training { get; private set; } = true;

            /// <summary>The name that it was made with.</summary>
            public virtual string GetName() => name;

            /// <summary>Sets the mode, of its children too.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in children()) child.train(train);
            }

            /// <summary>Sets the mode to evaluation, of its children too.</summary>
            public virtual void eval() => train(false);

            /// <summary>Runs a function on its children, deepest first, and then on itself.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in children()) child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Drops the parameters' gradients, or zeroes them.</summary>
            public virtual void zero_grad(bool set_to_none = true) => ZeroGradients(parameters(), set_to_none);

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            /// <summary>Its descendants, itself not among them.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (prefix, child) in named_children())
                {
                    foreach (var (inner, module) in child.named_modules()) yield return ($"{prefix}.{inner}", module);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            /// <summary>Its parameters and its descendants', each once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (key, parameter) in _internal_params)
                {
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle)) yield return (key, parameter);
                }

                if (!recurse) yield break;
                foreach (var (prefix, child) in _internal_submodules)
                {
                    foreach (var (key, parameter) in child.named_parameters(true))
                    {
                        if (seen.Add(parameter.Handle)) yield return ($"{prefix}.{key}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(pair => pair.parameter);

            /// <summary>Its persistent buffers and its descendants', each once.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (key, (buffer, persistent)) in _internal_buffers)
                {
                    if (persistent && !buffer.IsInvalid && seen.Add(buffer.Handle)) yield return (key, buffer);
                }

                if (!recurse) yield break;
                foreach (var (prefix, child) in _internal_submodules)
                {
                    foreach (var (key, buffer) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer.Handle)) yield return ($"{prefix}.{key}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(pair => pair.buffer);

            public virtual Parameter get_parameter(string target) =>
                Find(target, out var leaf)._internal_params.TryGetValue(leaf, out var parameter) ? parameter : null!;

            public virtual Tensor get_buffer(string target) =>
                Find(target, out var leaf)._internal_buffers.TryGetValue(leaf, out var buffer) ? buffer.Item1 : null!;

            public virtual bool has_parameter(string target) => Find(target, out var leaf)._internal_params.ContainsKey(leaf);

            public virtual bool has_buffer(string target) => Find(target, out var leaf)._internal_buffers.ContainsKey(leaf);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes its parameters, buffers and children.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var (_, parameter) in _internal_params) parameter.Dispose();
                foreach (var (_, (buffer, _)) in _internal_buffers) buffer.Dispose();
                foreach (var (_, child) in _internal_submodules) child.Dispose();
            }

            internal static unsafe void ZeroGradients(IEnumerable<Parameter> parameters, bool toNone)
            {
                var list = parameters as IList<Parameter> ?? parameters.ToList();
                var handles = Native.Bindings.Handles(list);
                fixed (nint* first = handles) Native.Bindings.Check(Native.Bindings.atg_zero_grads(first, handles.Length, toNone ? 1 : 0));
                GC.KeepAlive(list);
            }

            /// <summary>The descendant that owns the last part of a dotted name; this module where there is none of that name.</summary>
            private Module Find(string target, out string leaf)
            {
                leaf = target;
                foreach (var (key, child) in _internal_submodules)
                {
                    if (target.StartsWith(key + ".", StringComparison.Ordinal)) return child.Find(target[(key.Length + 1)..], out leaf);
                }

                return this;
            }
        }
    }
}
