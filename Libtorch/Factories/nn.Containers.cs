using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp;

public static partial class torch
{
    // Containers of modules.
    public static partial class nn
    {
        public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module =>
            Fill(new Modules.ModuleDict<T>(), modules);
        public static Modules.ModuleDict<Module> ModuleDict(params (string, Module)[] modules) =>
            Fill(new Modules.ModuleDict<Module>(), modules);
        public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);
        public static Modules.ParameterList ParameterList(params Modules.Parameter[] parameters) => new(parameters);
        public static Modules.Sequential Sequential() => Modules.Sequential.Of(Array.Empty<Module<Tensor, Tensor>>());
        public static Modules.Sequential Sequential(IEnumerable<(string, Module<Tensor, Tensor>)> modules) => Modules.Sequential.Of(modules.ToArray());
        public static Modules.Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
            Modules.Sequential.Of(modules.Select(pair => (pair.Item1, pair.Item2)).ToArray());
        public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => Modules.Sequential.Of(modules.ToArray());
        public static Modules.Sequential Sequential(params (string, Module<Tensor, Tensor>)[] modules) => Modules.Sequential.Of(modules);
        public static Modules.Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
            Modules.Sequential.Of(modules.Select(pair => (pair.Item1, pair.Item2)).ToArray());
        public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Modules.Sequential.Of(modules);

        private static Modules.ModuleDict<T> Fill<T>(Modules.ModuleDict<T> dict, (string, T)[] modules) where T : Module
        {
            foreach (var (key, module) in modules) dict.Add(key, module);
            return dict;
        }
    }
}
