using System;
using System.Threading;
using System.Threading.Tasks;

namespace ArchGen.LanguageServer.Compiling;

/// <summary>Work that several may wait for. It begins with the first, and is stopped when nobody waits for it any more.</summary>
internal sealed class SharedWork<T>(Func<CancellationToken, Task<T>> work)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _cancel;
    private Task<T>? _task;
    private int _waiting;

    public async Task<T> GetAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Task<T> task;
        lock (_lock)
        {
            _waiting++;
            // What was stopped, or failed, is tried again.
            if (_task is null || _task.IsCanceled || _task.IsFaulted || _cancel!.IsCancellationRequested && !_task.IsCompletedSuccessfully)
            {
                _cancel = new CancellationTokenSource();
                var token = _cancel.Token;
                _task = Task.Run(() => work(token), token);
            }

            task = _task;
        }

        try
        {
            return await task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (--_waiting == 0 && !task.IsCompleted)
                    _cancel!.Cancel();
            }
        }
    }
}
