// The micro kernel: MR rows of x times NV vectors of packed columns, all sums in registers.
#pragma once
#include "activation.h"

namespace archgen {
namespace ATG_ISA {

#if defined(__AVX512F__)
constexpr int most_vectors = 4;
constexpr int most_rows = 8;
constexpr int rows_for(int vectors) { return vectors == 4 ? 6 : 8; }
#else
constexpr int most_vectors = 2;
constexpr int most_rows = 6;
constexpr int rows_for(int) { return 6; }
#endif

struct TileOut {
  float* y; // at the tile's first row and column
  int64_t stride;
  const float* bias;
  int64_t columns; // of the tile that are stored
};

// Sums that lie in rows of `sums_stride` through the activation and what follows it.
struct FinishRows {
  const float* sums;
  int64_t sums_stride, rows;
  const TileOut& out;
  const float* multiply;
  int64_t multiply_stride;
  const float* residual;
  int64_t residual_stride;

  template <Activation A> ATG_INLINE void run() const {
    int64_t whole = out.columns / W * W, rest = out.columns - whole;
    for (int64_t r = 0; r < rows; r++) {
      const float* from = sums + r * sums_stride;
      const float* factor = multiply ? multiply + r * multiply_stride : nullptr;
      const float* term = residual ? residual + r * residual_stride : nullptr;
      float* to = out.y + r * out.stride;
      for (int64_t c = 0; c < whole; c += W) {
        vec x = activate<A>(load(from + c));
        if (factor) x = x * load(factor + c);
        if (term) x = x + load(term + c);
        store(to + c, x);
      }
      if (rest) {
        part m = first(rest);
        vec x = activate<A>(load(from + whole));
        if (factor) x = x * load(factor + whole, m);
        if (term) x = x + load(term + whole, m);
        store(to + whole, x, m);
      }
    }
  }
};

// `row` and `column` are where the output's first element stands in what is multiplied and added.
__attribute__((noinline)) void finish_rows(const float* sums, int64_t sums_stride, int64_t rows, const TileOut& out, const Finish& f, int64_t row, int64_t column) {
  with_activation(f.activation, FinishRows{sums, sums_stride, rows, out,
                                           f.multiply ? f.multiply + row * f.multiply_stride + column : nullptr, f.multiply_stride,
                                           f.residual ? f.residual + row * f.residual_stride + column : nullptr, f.residual_stride});
}

ATG_INLINE bool nothing_follows(const Finish& f) { return f.activation == Activation::None && !f.multiply && !f.residual; }

template <int MR, int NV>
void tile(int64_t depth, const float* a, int64_t a_stride, const float* b, const TileOut& out, const Finish& f, int64_t row, int64_t column) {
  vec sums[MR][NV];
#pragma GCC unroll 16
  for (int v = 0; v < NV; v++) {
    vec start = out.bias ? load(out.bias + v * W) : all(0.0f);
#pragma GCC unroll 16
    for (int r = 0; r < MR; r++) sums[r][v] = start;
  }
  const float* rows[MR];
#pragma GCC unroll 16
  for (int r = 0; r < MR; r++) rows[r] = a + r * a_stride;
  for (int64_t k = 0; k < depth; k++) {
    vec columns[NV];
#pragma GCC unroll 16
    for (int v = 0; v < NV; v++) columns[v] = load(b + v * W);
    b += NV * W;
#pragma GCC unroll 16
    for (int r = 0; r < MR; r++) {
      vec x = all(rows[r][k]);
#pragma GCC unroll 16
      for (int v = 0; v < NV; v++) sums[r][v] = fma(x, columns[v], sums[r][v]);
    }
  }
  if (nothing_follows(f) && out.columns == NV * W) {
#pragma GCC unroll 16
    for (int r = 0; r < MR; r++)
#pragma GCC unroll 16
      for (int v = 0; v < NV; v++) store(out.y + r * out.stride + v * W, sums[r][v]);
    return;
  }
  alignas(64) float kept[MR * NV * W];
#pragma GCC unroll 16
  for (int r = 0; r < MR; r++)
#pragma GCC unroll 16
    for (int v = 0; v < NV; v++) store(kept + (r * NV + v) * W, sums[r][v]);
  finish_rows(kept, NV * W, MR, out, f, row, column);
}

typedef void (*Tile)(int64_t, const float*, int64_t, const float*, const TileOut&, const Finish&, int64_t, int64_t);

#if defined(__AVX512F__)
constexpr Tile tiles[most_vectors][most_rows] = {
  {tile<1, 1>, tile<2, 1>, tile<3, 1>, tile<4, 1>, tile<5, 1>, tile<6, 1>, tile<7, 1>, tile<8, 1>},
  {tile<1, 2>, tile<2, 2>, tile<3, 2>, tile<4, 2>, tile<5, 2>, tile<6, 2>, tile<7, 2>, tile<8, 2>},
  {tile<1, 3>, tile<2, 3>, tile<3, 3>, tile<4, 3>, tile<5, 3>, tile<6, 3>, tile<7, 3>, tile<8, 3>},
  {tile<1, 4>, tile<2, 4>, tile<3, 4>, tile<4, 4>, tile<5, 4>, tile<6, 4>, nullptr, nullptr},
};
#else
constexpr Tile tiles[most_vectors][most_rows] = {
  {tile<1, 1>, tile<2, 1>, tile<3, 1>, tile<4, 1>, tile<5, 1>, tile<6, 1>},
  {tile<1, 2>, tile<2, 2>, tile<3, 2>, tile<4, 2>, tile<5, 2>, tile<6, 2>},
};
#endif

// All rows against one group of `vectors` vectors of columns.
ATG_INLINE void group(int64_t rows, int64_t depth, Rows x, const float* b, int vectors, TileOut out, const Finish& f, int64_t column) {
  int64_t most = rows_for(vectors), count = (rows + most - 1) / most;
  float* y = out.y;
  for (int64_t i = 0, row = 0; i < count; i++) {
    int64_t height = (rows - row + count - i - 1) / (count - i); // as even as can be
    out.y = y + row * out.stride;
    tiles[vectors - 1][height - 1](depth, x.data + row * x.stride, x.stride, b, out, f, row, column);
    row += height;
  }
}

} // namespace ATG_ISA
} // namespace archgen
