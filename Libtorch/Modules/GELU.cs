namespace TorchSharp.Modules;

/// <summary>x × Φ(x), exactly or by tanh.</summary>
public class GELU : ParameterLessModule<torch.Tensor, torch.Tensor>
{
    internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU))
    {
        this.approximate = approximate;
        this.inplace = inplace;
    }

    public Approximate approximate { get; set; }
    public bool inplace { get; set; }

    public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.gelu(tensor, approximate, inplace);

    /// <summary>How the normal distribution is computed.</summary>
    public enum Approximate { none = 0, tanh = 1 }
}
