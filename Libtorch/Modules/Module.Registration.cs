using System;
using System.Collections.Generic;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Registers a child. A null child takes an earlier one of that name away.</summary>
            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }

                if (string.IsNullOrEmpty(name)) throw new ArgumentException("A module's name can't be empty.", nameof(name));
                if (name.Contains('.', StringComparison.Ordinal)) throw new ArgumentException($"A module's name can't have a dot: '{name}'.", nameof(name));
                submodule.RegisterComponents();
                if (_internal_submodules.TryGetValue(name, out var present) && !ReferenceEquals(present, submodule))
                    throw new ArgumentException($"A module named '{name}' is registered already.", nameof(name));
                _internal_submodules[name] = submodule;
            }

            /// <summary>Registers a child.</summary>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Registers a tensor that isn't trained. One that isn't persistent is neither saved nor moved.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (string.IsNullOrEmpty(name)) throw new ArgumentException("A buffer's name can't be empty.", nameof(name));
                if (_internal_buffers.ContainsKey(name)) throw new InvalidOperationException($"A buffer named '{name}' is registered already.");
                tensor.DetachFromDisposeScope(); // what a module owns outlives the scope it was built in
                _internal_buffers.Add(name, (tensor, persistent));
            }

            /// <summary>Registers a parameter. A null one takes an earlier one of that name away.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                if (string.IsNullOrEmpty(name)) throw new ArgumentException("A parameter's name can't be empty.", nameof(name));
                if (param is null)
                {
                    _internal_params.Remove(name);
                    return;
                }

                if (_internal_params.ContainsKey(name)) throw new InvalidOperationException($"A parameter named '{name}' is registered already.");
                param.DetachFromDisposeScope();
                _internal_params.Add(name, param);
            }

            /// <summary>
            /// Registers each field that holds a module, a parameter or a tensor under the field's name (or its
            /// <see cref="Utils.ComponentNameAttribute"/>'s), once. Arrays and lists are not looked into.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered || !LooksIntoFields) return;
                foreach (var field in Fields(GetType()))
                {
                    var key = field.ComponentName();
                    if (_internal_submodules.ContainsKey(key) || _internal_params.ContainsKey(key) || _internal_buffers.ContainsKey(key)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(key, module);
                            break;
                        case Parameter parameter:
                            register_parameter(key, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(key, tensor);
                            break;
                    }
                }

                _componentsRegistered = true;
            }

            private protected virtual bool LooksIntoFields => true;

            protected void ClearModules() => _internal_submodules.Clear();

            /// <summary>Puts a parameter under a name, or takes the name away for null.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                {
                    _internal_params.Remove(name);
                    return;
                }

                value.DetachFromDisposeScope();
                _internal_params[name] = value;
            }

            /// <summary>Puts a tensor under a name as a parameter, or takes the name away for null.</summary>
            protected void ConditionallyRegisterParameter(string name, Tensor? value) =>
                ConditionallyRegisterParameter(name, value is null ? null : value as Parameter ?? new Parameter(value));

            /// <summary>Puts a buffer under a name, or takes the name away for null.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                {
                    _internal_buffers.Remove(name);
                    return;
                }

                value.DetachFromDisposeScope();
                _internal_buffers[name] = (value, persistent);
            }

            /// <summary>The instance fields of a type and its bases, this library's own layers left out: they register theirs themselves.</summary>
            private static IEnumerable<FieldInfo> Fields(Type type)
            {
                const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                for (var t = type; t is not null && t.Assembly != typeof(Module).Assembly; t = t.BaseType)
                {
                    foreach (var field in t.GetFields(declared)) yield return field;
                }
            }
        }
    }
}
