namespace TorchSharp.Modules;

/// <summary>Fresh parameters and buffers, as PyTorch's layers start out.</summary>
internal static class Initial
{
    internal static Parameter Uniform(long[] shape, double bound, torch.Device? device, torch.ScalarType? dtype)
    {
        using var _ = torch.no_grad();
        return new Parameter(torch.empty(shape, dtype, device).uniform_(-bound, bound));
    }

    internal static Parameter Normal(long[] shape, torch.Device? device, torch.ScalarType? dtype) => new(torch.randn(shape, dtype, device));

    internal static Parameter Full(long[] shape, double value, torch.Device? device, torch.ScalarType? dtype) =>
        new(torch.full(shape, value, dtype ?? torch.get_default_dtype(), device));
}
