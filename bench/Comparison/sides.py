"""What PyTorch's sides have in common: a process that does what each line of its input asks, one JSON answer a line. Program.cs and onnx.mjs are the others."""
import ctypes
import json
import sys
import time


def serve(actions):
    out = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no answer
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = actions[request.pop("do")](**request) or {}
        except Exception as fault:
            answer = {"error": f"{type(fault).__name__}: {fault}"}
        print(json.dumps(answer), file=out, flush=True)


def timed(count, body):
    """Milliseconds of each call: on the clock, and of the processor by all threads of this process."""
    wall, processor = [], []
    for _ in range(count):
        start, used = time.perf_counter_ns(), time.process_time_ns()
        body()
        wall.append((time.perf_counter_ns() - start) / 1e6)
        processor.append((time.process_time_ns() - used) / 1e6)
    return {"wall": wall, "processor": processor}


class Memory:
    """What this process holds: resident, as the system counts it; allocated, as allocations.c counts it where it is loaded."""

    def __init__(self):
        self._counter = ctypes.CDLL(None)
        self._counts = hasattr(self._counter, "allocations_now")
        if self._counts:
            for name in ("allocations_now", "allocations_peak"):
                getattr(self._counter, name).restype = ctypes.c_int64
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")  # the peak begins anew
        self._resident = self._read("VmRSS")
        if self._counts:
            self._counter.allocations_reset()
            self._allocated = self._counter.allocations_now()

    def above(self):
        """Bytes at the peak above those at the beginning."""
        return {
            "resident": self._read("VmHWM") - self._resident,
            "allocated": self._counter.allocations_peak() - self._allocated if self._counts else None,
        }

    @staticmethod
    def _read(name):
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith(name + ":"))
