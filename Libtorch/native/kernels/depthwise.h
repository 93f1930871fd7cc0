// Depthwise convolution, one output row of channels-last memory at a time. Taps beyond the border are left out: no padded copy.
#pragma once
#include "tile.h"

namespace archgen {
namespace ATG_ISA {

// What the blocks of one output row and one vector of channels share.
struct RowTaps {
  const float* image; // at the vector's first channel
  const float* weights;
  const float* bias;
  int64_t weight_step; // from a tap's weights to the next one's
  int64_t width, in_pixel, in_row, first_y, dilation_h, dilation_w, stride_w, kernel_w;
  int64_t tap_first, tap_last; // rows of the kernel that lie inside the image
  part lanes;
};

// XB outputs whose windows begin at columns `x`, x + dilation, …: stride 1 in the units of the dilation, so that a column that was loaded once
// serves KW outputs.
template <int KW, int XB> struct Sliding {
  static void run(const RowTaps& t, int64_t x, float* kept) {
    vec sums[XB];
#pragma GCC unroll 32
    for (int i = 0; i < XB; i++) sums[i] = load(t.bias);
    for (int64_t ky = t.tap_first; ky < t.tap_last; ky++) {
      const float* line = t.image + (t.first_y + ky * t.dilation_h) * t.in_row;
      const float* w = t.weights + ky * KW * t.weight_step;
      vec taps[KW];
#pragma GCC unroll 16
      for (int k = 0; k < KW; k++) taps[k] = load(w + k * t.weight_step);
#pragma GCC unroll 32
      for (int i = 0; i < XB + KW - 1; i++) {
        int64_t column = x + i * t.dilation_w;
        if (static_cast<uint64_t>(column) >= static_cast<uint64_t>(t.width)) continue;
        vec in = load(line + column * t.in_pixel, t.lanes);
#pragma GCC unroll 16
        for (int k = 0; k < KW; k++)
          if (i - k >= 0 && i - k < XB) sums[i - k] = fma(in, taps[k], sums[i - k]);
      }
    }
#pragma GCC unroll 32
    for (int i = 0; i < XB; i++) store(kept + i * W, sums[i]);
  }
};

// Any stride and kernel: a load for each tap of each output.
template <int XB> void any_taps(const RowTaps& t, int64_t x, float* kept) {
  vec sums[XB];
#pragma GCC unroll 32
  for (int i = 0; i < XB; i++) sums[i] = load(t.bias);
  for (int64_t ky = t.tap_first; ky < t.tap_last; ky++) {
    const float* line = t.image + (t.first_y + ky * t.dilation_h) * t.in_row;
    const float* w = t.weights + ky * t.kernel_w * t.weight_step;
    for (int64_t k = 0; k < t.kernel_w; k++) {
      vec tap = load(w + k * t.weight_step);
#pragma GCC unroll 32
      for (int i = 0; i < XB; i++) {
        int64_t column = x + i * t.stride_w + k * t.dilation_w;
        if (static_cast<uint64_t>(column) >= static_cast<uint64_t>(t.width)) continue;
        sums[i] = fma(load(line + column * t.in_pixel, t.lanes), tap, sums[i]);
      }
    }
  }
#pragma GCC unroll 32
  for (int i = 0; i < XB; i++) store(kept + i * W, sums[i]);
}

typedef void (*Block)(const RowTaps&, int64_t, float*);
struct Blocks {
  Block one, four, seven, eight, wide;
  int wide_count;
};

#if defined(__AVX512F__)
template <int KW> constexpr Blocks sliding{Sliding<KW, 1>::run, Sliding<KW, 4>::run, Sliding<KW, 7>::run, Sliding<KW, 8>::run, Sliding<KW, 14>::run, 14};
#else
template <int KW> constexpr Blocks sliding{Sliding<KW, 1>::run, Sliding<KW, 4>::run, Sliding<KW, 7>::run, Sliding<KW, 8>::run, nullptr, 0};
#endif
constexpr Blocks general{any_taps<1>, any_taps<4>, any_taps<7>, any_taps<8>, nullptr, 0};

ATG_INLINE const Blocks& blocks_for(const DepthwiseShape& s) {
  if (s.stride_w == 1) {
    if (s.kernel_w == 3) return sliding<3>;
    if (s.kernel_w == 5) return sliding<5>;
    if (s.kernel_w == 7) return sliding<7>;
    if (s.kernel_w == 9) return sliding<9>;
  }
  return general;
}

// The block for `count` outputs that are left, and how many it makes; more than are left are made where that is the quickest.
ATG_INLINE Block choose(const Blocks& b, int64_t count, int64_t& made) {
  if (b.wide && count % b.wide_count == 0) { made = b.wide_count; return b.wide; }
  if (count % 8 == 0) { made = 8; return b.eight; }
  if (count % 7 == 0) { made = 7; return b.seven; }
  if (count > 8) { made = 8; return b.eight; }
  if (count > 4) { made = count == 7 ? 7 : 8; return made == 7 ? b.seven : b.eight; }
  made = count == 1 ? 1 : 4;
  return count == 1 ? b.one : b.four;
}

void depthwise_row(const DepthwiseShape& s, const float* image, int64_t out_y, const float* weights, const float* bias, int64_t padded,
                   int64_t first_channel, int64_t last_channel, float* y, Activation activation, const float* multiply, const float* residual) {
  RowTaps t;
  t.weight_step = padded;
  t.width = s.width;
  t.in_pixel = s.in_pixel;
  t.in_row = s.in_row;
  t.first_y = out_y * s.stride_h - s.pad_h;
  t.dilation_h = s.dilation_h;
  t.dilation_w = s.dilation_w;
  t.stride_w = s.stride_w;
  t.kernel_w = s.kernel_w;
  t.tap_first = t.first_y < 0 ? (-t.first_y + s.dilation_h - 1) / s.dilation_h : 0;
  int64_t below = s.height - t.first_y; // taps at dilation * k < below lie inside
  t.tap_last = below <= 0 ? 0 : (below + s.dilation_h - 1) / s.dilation_h;
  if (t.tap_last > s.kernel_h) t.tap_last = s.kernel_h;
  const Blocks& blocks = blocks_for(s);
  // Outputs of a pass lie `step` apart: the dilation where columns are shared, which takes a pass for each remainder.
  int64_t step = &blocks == &general ? 1 : s.dilation_w;
  alignas(64) float kept[16 * W];
  for (int64_t c = first_channel; c < last_channel; c += W) {
    int64_t channels = s.channels - c < W ? s.channels - c : W;
    t.lanes = first(channels);
    t.image = image + c;
    t.weights = weights + c;
    t.bias = bias + c;
    for (int64_t start = 0; start < step && start < s.out_width; start++) {
      int64_t count = (s.out_width - start + step - 1) / step;
      for (int64_t i = 0, made = 0; i < count; i += made) {
        Block block = choose(blocks, count - i, made);
        int64_t x = start + i * step;
        block(t, x * s.stride_w - s.pad_w, kept);
        TileOut out{y + x * s.out_pixel + c, step * s.out_pixel, nullptr, channels};
        Finish f{activation, multiply ? multiply + x * s.multiply_pixel + c : nullptr, step * s.multiply_pixel,
                 residual ? residual + x * s.residual_pixel + c : nullptr, step * s.residual_pixel};
        int64_t wanted = made < count - i ? made : count - i;
        finish_tile<1>(kept, static_cast<int>(wanted), out, f, 0, 0);
      }
    }
  }
}

} // namespace ATG_ISA
} // namespace archgen
