using System.Globalization;

namespace TorchSharp;

/// <summary>How many disposables of one kind a thread made, and what became of them.</summary>
public class LifetimeStatistics
{
    internal long CreatedOutside, CreatedIn, DisposedOutside, DisposedIn, Attached, Detached;

    public long CreatedOutsideScopeCount => CreatedOutside;
    public long DisposedOutsideScopeCount => DisposedOutside;
    public long CreatedInScopeCount => CreatedIn;
    public long DisposedInScopeCount => DisposedIn;
    public long AttachedToScopeCount => Attached;
    public long DetachedFromScopeCount => Detached;

    /// <summary>Made less disposed; what another thread disposed isn't subtracted.</summary>
    public long ThreadTotalLiveCount => CreatedOutside + CreatedIn - DisposedOutside - DisposedIn;

    public void Reset() => CreatedOutside = CreatedIn = DisposedOutside = DisposedIn = Attached = Detached = 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"created {CreatedOutside} outside and {CreatedIn} in scopes, disposed {DisposedOutside} outside and {DisposedIn} in scopes, live {ThreadTotalLiveCount}");
}

/// <summary>A thread's counts over all kinds of disposable.</summary>
public class ThreadDisposeScopeStatistics
{
    public LifetimeStatistics TensorStatistics { get; } = new();
    public long CreatedOutsideScopeCount => TensorStatistics.CreatedOutsideScopeCount;
    public long DisposedOutsideScopeCount => TensorStatistics.DisposedOutsideScopeCount;
    public long CreatedInScopeCount => TensorStatistics.CreatedInScopeCount;
    public long DisposedInScopeCount => TensorStatistics.DisposedInScopeCount;
    public long AttachedToScopeCount => TensorStatistics.AttachedToScopeCount;
    public long DetachedFromScopeCount => TensorStatistics.DetachedFromScopeCount;
    public long ThreadTotalLiveCount => TensorStatistics.ThreadTotalLiveCount;
    public void Reset() => TensorStatistics.Reset();
    public override string ToString() => TensorStatistics.ToString();
}
