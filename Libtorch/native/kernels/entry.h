// What the kernels' entry points share: memory, and the work split over libtorch's threads.
#pragma once
#include "../internal.h"
#include "table.h"

#include <ATen/Parallel.h>
#include <algorithm>

namespace archgen {

// Memory that a thread keeps from call to call; contents are lost when it grows.
struct Scratch {
  float* memory = nullptr;
  int64_t size = 0;
  float* floats(int64_t count);
  ~Scratch();
};

enum { NormedRows = 0, HiddenRows = 1, Other = 2 };
Scratch& scratch(int which);

float* aligned_floats(int64_t count); // for std::free

// The table that a call without packed weights goes by.
inline const KernelTable& needed_table() {
  const KernelTable* table = kernel_table();
  TORCH_CHECK(table, "this machine has no fused kernels (ARCHGEN_KERNELS may say so)");
  return *table;
}

// Below this many operations, waking another thread takes longer than it saves.
constexpr double least_work = 3e6;

inline int64_t threads_for(double work) {
  if (work < least_work || at::in_parallel_region()) return 1;
  return at::get_num_threads();
}

// [0, count) in one piece for each thread, of a multiple of `unit` each. Results never depend on the pieces.
template <class F> void split(int64_t count, int64_t unit, int64_t threads, const F& body) {
  int64_t units = (count + unit - 1) / unit, pieces = std::min(threads, units);
  if (pieces <= 1) {
    if (count > 0) body(int64_t{0}, count);
    return;
  }
  at::parallel_for(0, pieces, 1, [&](int64_t from, int64_t to) {
    int64_t first = units * from / pieces * unit, last = std::min(count, units * to / pieces * unit);
    if (first < last) body(first, last);
  });
}

// A packed linear layer's handle.
struct PackedLinear {
  const KernelTable* table;
  PackedMatrix matrix;
  float* weights;
  float* bias;
  int64_t* group_starts;
};

} // namespace archgen
