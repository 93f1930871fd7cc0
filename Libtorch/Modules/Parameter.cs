namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module registers and an optimizer trains. It takes over, and empties, the tensor it is made of.</summary>
    public class Parameter : torch.Tensor
    {
        public Parameter(torch.Tensor data, bool requires_grad = true) : base(Adopt(data))
        {
            this.requires_grad = requires_grad;
        }

        internal Parameter(nint handle) : base(handle) { }

        private static nint Adopt(torch.Tensor data)
        {
            // A parameter is a leaf: of a tensor with a history it takes the values only.
            if (data.is_leaf) return data.DecoupleFromNativeHandle();
            using (data) return data.detach().DecoupleFromNativeHandle();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A parameter that takes the tensor over.</summary>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
