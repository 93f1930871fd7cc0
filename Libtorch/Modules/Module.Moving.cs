using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Move(null, new Device(deviceType, deviceIndex), non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Move(dtype, null, non_blocking);

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Move(dtype, device, non_blocking);

            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            /// <summary>
            /// Moves the parameters, the persistent buffers and the children. Parameters stay the same objects, so that
            /// fields and optimizers that hold them keep them; buffers of whole numbers keep their dtype.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                using var _ = no_grad();
                foreach (var (_, parameter) in _internal_params)
                {
                    MoveTensor(parameter, dtype, device);
                }

                foreach (var (_, (buffer, persistent)) in _internal_buffers)
                {
                    if (persistent) MoveTensor(buffer, dtype, device);
                }

                foreach (var (_, child) in _internal_submodules) child.Move(dtype, device, non_blocking);
            }

            private Module Move(ScalarType? dtype, Device? device, bool non_blocking)
            {
                _toEpilog(dtype, device, non_blocking);
                if (device is not null) (_deviceType, _deviceIndex) = (device.type, device.index);
                return this;
            }

            private static void MoveTensor(Tensor tensor, ScalarType? dtype, Device? device)
            {
                var wanted = dtype is { } type && (tensor.is_floating_point() || tensor.is_complex()) ? type : tensor.dtype;
                if (wanted == tensor.dtype && (device is null || device.Same(tensor.device))) return;
                var (trains, gradient) = (tensor.requires_grad, tensor.grad);
                using var moved = tensor.to(wanted, device ?? tensor.device);
                tensor.ReplaceHandle(moved.DecoupleFromNativeHandle());
                tensor.requires_grad = trains;
                if (gradient is null) return;
                using (gradient) tensor.grad = gradient.to(wanted, device ?? tensor.device);
            }
        }
    }
}

/// <summary>Moves of modules that keep the module's own type.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(device.type, device.index, non_blocking);

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(deviceType, deviceIndex, non_blocking);

    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module =>
        module.to(new torch.Device(device), non_blocking);

    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(type, non_blocking);

    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(device, type, non_blocking);

    public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(other, non_blocking);

    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(DeviceType.CPU, -1, non_blocking);

    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        module.to(DeviceType.CUDA, deviceIndex, non_blocking);

    public static T half<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float16, non_blocking);

    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.BFloat16, non_blocking);

    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float32, non_blocking);

    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float64, non_blocking);
}
