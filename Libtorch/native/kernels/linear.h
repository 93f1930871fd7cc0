// Linear layers, layer norm over rows, elementwise activations.
#pragma once
#include "tile.h"

namespace archgen {
namespace ATG_ISA {

void linear(int64_t rows, Rows x, const PackedMatrix& w, int64_t first_group, int64_t last_group, float* y, int64_t y_stride, const Finish& f) {
  for (int64_t g = first_group; g < last_group; g++) {
    int64_t start = w.group_starts[g], vectors = w.group_starts[g + 1] - start, column = start * W;
    int64_t columns = w.out - column < vectors * W ? w.out - column : vectors * W;
    TileOut out{y + column, y_stride, w.bias + column, columns};
    group(rows, w.in, x, w.weights + column * w.in, static_cast<int>(vectors), out, f, column);
  }
}

void norm(int64_t rows, int64_t channels, Rows x, float eps, const float* weight, const float* bias, float* y, int64_t y_stride, int64_t padded) {
  int64_t whole = channels / W * W, rest = channels - whole;
  part m = first(rest);
  for (int64_t r = 0; r < rows; r++) {
    const float* from = x.data + r * x.stride;
    float* to = y + r * y_stride;
    vec s0 = all(0.0f), s1 = all(0.0f);
    int64_t c = 0;
    for (; c + 2 * W <= whole; c += 2 * W) {
      s0 = s0 + load(from + c);
      s1 = s1 + load(from + c + W);
    }
    for (; c < whole; c += W) s0 = s0 + load(from + c);
    if (rest) s1 = s1 + load(from + whole, m);
    float mean = sum(s0 + s1) / static_cast<float>(channels);
    vec middle = all(mean);
    s0 = s1 = all(0.0f);
    for (c = 0; c + 2 * W <= whole; c += 2 * W) {
      vec d0 = load(from + c) - middle, d1 = load(from + c + W) - middle;
      s0 = fma(d0, d0, s0);
      s1 = fma(d1, d1, s1);
    }
    for (; c < whole; c += W) {
      vec d = load(from + c) - middle;
      s0 = fma(d, d, s0);
    }
    if (rest) {
      vec d = choose(m, load(from + whole, m) - middle, all(0.0f));
      s1 = fma(d, d, s1);
    }
    vec scale = all(1.0f / __builtin_sqrtf(sum(s0 + s1) / static_cast<float>(channels) + eps));
    for (c = 0; c < whole; c += W) {
      vec v = (load(from + c) - middle) * scale;
      if (weight) v = v * load(weight + c);
      if (bias) v = v + load(bias + c);
      store(to + c, v);
    }
    if (rest) {
      vec v = (load(from + whole, m) - middle) * scale;
      if (weight) v = v * load(weight + whole, m);
      if (bias) v = v + load(bias + whole, m);
      store(to + whole, v, m);
    }
    for (c = channels; c < padded; c++) to[c] = 0;
  }
}

struct ActivateAll {
  int64_t count;
  const float* x;
  float* y;
  template <Activation A> ATG_INLINE void run() const {
    int64_t i = 0;
    for (; i + 4 * W <= count; i += 4 * W)
#pragma GCC unroll 4
      for (int v = 0; v < 4; v++) store(y + i + v * W, ATG_ISA::activate<A>(load(x + i + v * W)));
    for (; i + W <= count; i += W) store(y + i, ATG_ISA::activate<A>(load(x + i)));
    if (i < count) {
      part m = first(count - i);
      store(y + i, ATG_ISA::activate<A>(load(x + i, m)), m);
    }
  }
};

void activate_all(int64_t count, const float* x, float* y, Activation activation) {
  with_activation(activation, ActivateAll{count, x, y});
}

} // namespace ATG_ISA
} // namespace archgen
