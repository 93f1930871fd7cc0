using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace ArchGen.Runtime;

/// <summary>
/// Makes things ahead of when they are wanted, on threads of its own, and gives them in order. There are never more than <c>ahead</c> that nobody has taken; which thread makes which changes nothing.
/// </summary>
internal sealed class BatchQueue<T> : IDisposable
    where T : class
{
    private readonly Func<long, T> _make;
    private readonly long _end;
    private readonly T?[] _made;
    private readonly Thread[] _threads;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _closed = new();
    private readonly SemaphoreSlim _room;
    private readonly AutoResetEvent _arrived = new(false);
    private long _next, _taken;
    private (long Number, ExceptionDispatchInfo What)? _fault;

    /// <summary>Those from one number to another, the latter excluded.</summary>
    public BatchQueue(Func<long, T> make, long from, long end, int threads, int ahead)
    {
        (_make, _next, _taken, _end, _made, _room) = (make, from, from, end, new T?[ahead], new SemaphoreSlim(ahead));
        _threads = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"batches {i}" };
            _threads[i].Start();
        }
    }

    /// <summary>The next one, and how long it had to be waited for. Throws what making it threw, and not before its turn.</summary>
    public T Take(out TimeSpan waited)
    {
        if (_taken >= _end)
            throw new InvalidOperationException("All have been taken.");
        var clock = Stopwatch.StartNew();
        while (true)
        {
            lock (_lock)
            {
                var slot = (int)(_taken % _made.Length);
                if (_made[slot] is { } made)
                {
                    (_made[slot], _taken) = (null, _taken + 1);
                    _room.Release();
                    waited = clock.Elapsed;
                    return made;
                }

                // Those before it are being made still, by other threads.
                if (_fault is { } fault && fault.Number == _taken)
                    fault.What.Throw();
            }

            _arrived.WaitOne();
        }
    }

    /// <summary>Ends the threads, after what they are at.</summary>
    public void Dispose()
    {
        _closed.Set();
        _room.Release(_threads.Length);
        foreach (var thread in _threads)
            thread.Join();
        _closed.Dispose();
        _room.Dispose();
        _arrived.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _room.Wait();
            long number;
            lock (_lock)
            {
                if (_closed.IsSet || _fault is not null || _next >= _end)
                    return;
                number = _next++;
            }

            try
            {
                var made = _make(number);
                lock (_lock)
                    _made[number % _made.Length] = made;
            }
            catch (Exception e)
            {
                lock (_lock)
                {
                    if (_fault is not { } known || number < known.Number)
                        _fault = (number, ExceptionDispatchInfo.Capture(e));
                }
            }

            _arrived.Set();
        }
    }
}
