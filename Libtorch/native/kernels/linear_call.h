// A call of linear layers, and what its entry points do alike.
#pragma once
#include "entry.h"

struct atg_linear_call {
  int64_t rows;
  const float* x;
  int64_t x_stride;
  const float* multiply;
  int64_t multiply_stride;
  const float* residual;
  int64_t residual_stride;
  float* y;
  int64_t y_stride;
  float norm_eps; // of the layer norm before it; negative: none
  int32_t activation;
};

namespace archgen {

constexpr int64_t block_floats = 64 << 10; // of what goes in, so that a block stays in the second-level cache beside a group of weights

inline Finish finish_of(const atg_linear_call& c, Activation activation) {
  return {activation, c.multiply, c.multiply_stride, c.residual, c.residual_stride};
}

inline Finish moved(Finish f, int64_t rows) {
  if (f.multiply) f.multiply += rows * f.multiply_stride;
  if (f.residual) f.residual += rows * f.residual_stride;
  return f;
}

inline Rows normed(const PackedLinear& w, int64_t rows, Rows x, float eps) {
  if (eps < 0) return x;
  int64_t stride = w.matrix.in;
  float* memory = scratch(NormedRows).floats(rows * stride);
  w.table->norm(rows, w.matrix.in, x, eps, nullptr, nullptr, memory, stride, w.matrix.in);
  return {memory, stride};
}

// Rows to a block: as even as can be, whole tiles where there are many.
inline int64_t block_rows(const KernelTable& table, int64_t rows, int64_t most) {
  most = std::max(most / table.row_tile, int64_t{1}) * table.row_tile;
  int64_t blocks = (rows + most - 1) / most;
  int64_t even = (rows + blocks - 1) / blocks;
  return std::min(most, (even + table.row_tile - 1) / table.row_tile * table.row_tile);
}

} // namespace archgen
