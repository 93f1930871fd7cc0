using System;

namespace TorchSharp;

/// <summary>The dispose scopes of each thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? manager;

    internal DisposeScope? Current;
    internal readonly ThreadDisposeScopeStatistics Counts = new();

    internal static DisposeScopeManager ThreadManager => manager ??= new DisposeScopeManager();

    /// <summary>The calling thread's counts.</summary>
    public static ThreadDisposeScopeStatistics Statistics => ThreadManager.Counts;
}

public static partial class torch
{
    /// <summary>Opens a scope: tensors made until it is disposed are disposed with it, unless moved or detached.</summary>
    public static DisposeScope NewDisposeScope() => new(DisposeScopeManager.ThreadManager);

    /// <summary>The calling thread's innermost open scope; null outside any.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadManager.Current;

    /// <summary>Evaluates an expression in a scope of its own, and moves its result out.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
