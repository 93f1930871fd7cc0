// Depthwise convolution, one output row of channels-last memory at a time. Taps beyond the border are left out: no padded copy.
#pragma once
#include "tile.h"

namespace archgen {
namespace ATG_ISA {

// What the blocks of one output row share.
struct RowTaps {
  const float* line; // the image's row under the kernel's first row that lies inside, at the first channel
  const float* weights;
  const float* bias;
  int64_t weight_step; // from a tap's weights to the next one's
  int64_t width, in_pixel, in_line, dilation_w, stride_w, kernel_w;
  int64_t tap_lines;   // rows of the kernel that lie inside the image
  int64_t channels;
  bool far; // the image lies beyond the near caches
};

// XB outputs whose windows begin at columns `x`, x + S dilation, …: stride S in the units of the dilation, so that a column that was loaded once
// serves all outputs that see it. The sums of an output go to `to`, the next output's `to_step` behind.
template <int KW, int XB, int S, bool Inside> ATG_INLINE void slide(const RowTaps& t, int64_t x, float* to, int64_t to_step) {
  int64_t step = t.dilation_w * t.in_pixel;
  for (int64_t c = 0; c < t.channels; c += W) {
    int64_t left = t.channels - c;
    part lanes = first(left < W ? left : W);
    vec sums[XB];
#pragma GCC unroll 32
    for (int i = 0; i < XB; i++) sums[i] = load(t.bias + c);
    const float* line = t.line + c + x * t.in_pixel;
    const float* w = t.weights + c;
    for (int64_t ky = 0; ky < t.tap_lines; ky++) {
      vec taps[KW];
#pragma GCC unroll 16
      for (int k = 0; k < KW; k++) taps[k] = load(w + k * t.weight_step);
      w += KW * t.weight_step;
      const float* at = line;
#pragma GCC unroll 32
      for (int i = 0; i < (XB - 1) * S + KW; i++, at += step) {
        if (!Inside && static_cast<uint64_t>(x + i * t.dilation_w) >= static_cast<uint64_t>(t.width)) continue;
        vec in = load(at, lanes);
#pragma GCC unroll 16
        for (int k = 0; k < KW; k++)
          if (i - k >= 0 && (i - k) % S == 0 && (i - k) / S < XB) sums[(i - k) / S] = fma(in, taps[k], sums[(i - k) / S]);
      }
      line += t.in_line;
    }
    // The row after the kernel's last is the one that the next row of outputs reads anew.
    if (t.far)
#pragma GCC unroll 32
      for (int i = 0; i < XB; i++) _mm_prefetch(reinterpret_cast<const char*>(line + i * S * step), _MM_HINT_T1);
    float* out = to + c;
    if (left >= W) {
#pragma GCC unroll 32
      for (int i = 0; i < XB; i++) store(out + i * to_step, sums[i]);
    } else {
#pragma GCC unroll 32
      for (int i = 0; i < XB; i++) store(out + i * to_step, sums[i], lanes);
    }
  }
}

template <int KW, int XB, int S> struct Sliding {
  static void run(const RowTaps& t, int64_t x, float* to, int64_t to_step) {
    if (x >= 0 && x + ((XB - 1) * S + KW - 1) * t.dilation_w < t.width) slide<KW, XB, S, true>(t, x, to, to_step);
    else slide<KW, XB, S, false>(t, x, to, to_step);
  }
};

// Any other stride and kernel: a load for each tap of each output.
template <int XB, bool Inside> ATG_INLINE void visit(const RowTaps& t, int64_t x, float* to, int64_t to_step) {
  for (int64_t c = 0; c < t.channels; c += W) {
    int64_t left = t.channels - c;
    part lanes = first(left < W ? left : W);
    vec sums[XB];
#pragma GCC unroll 32
    for (int i = 0; i < XB; i++) sums[i] = load(t.bias + c);
    const float* line = t.line + c + x * t.in_pixel;
    const float* w = t.weights + c;
    for (int64_t ky = 0; ky < t.tap_lines; ky++) {
      for (int64_t k = 0; k < t.kernel_w; k++, w += t.weight_step) {
        vec tap = load(w);
        const float* at = line + k * t.dilation_w * t.in_pixel;
#pragma GCC unroll 32
        for (int i = 0; i < XB; i++, at += t.stride_w * t.in_pixel) {
          if (!Inside && static_cast<uint64_t>(x + i * t.stride_w + k * t.dilation_w) >= static_cast<uint64_t>(t.width)) continue;
          sums[i] = fma(load(at, lanes), tap, sums[i]);
        }
      }
      line += t.in_line;
    }
    float* out = to + c;
#pragma GCC unroll 32
    for (int i = 0; i < XB; i++) store(out + i * to_step, sums[i], lanes);
  }
}

template <int XB> void any_taps(const RowTaps& t, int64_t x, float* to, int64_t to_step) {
  if (x >= 0 && x + (XB - 1) * t.stride_w + (t.kernel_w - 1) * t.dilation_w < t.width) visit<XB, true>(t, x, to, to_step);
  else visit<XB, false>(t, x, to, to_step);
}

typedef void (*Block)(const RowTaps&, int64_t, float*, int64_t);
struct Blocks {
  Block one, four, seven, eight, wide;
  int wide_count;
};

#if defined(__AVX512F__)
template <int KW>
constexpr Blocks sliding{Sliding<KW, 1, 1>::run, Sliding<KW, 4, 1>::run, Sliding<KW, 7, 1>::run, Sliding<KW, 8, 1>::run, Sliding<KW, 14, 1>::run, 14};
#else
template <int KW>
constexpr Blocks sliding{Sliding<KW, 1, 1>::run, Sliding<KW, 4, 1>::run, Sliding<KW, 7, 1>::run, Sliding<KW, 8, 1>::run, nullptr, 0};
#endif
template <int KW>
constexpr Blocks striding{Sliding<KW, 1, 2>::run, Sliding<KW, 4, 2>::run, Sliding<KW, 7, 2>::run, Sliding<KW, 8, 2>::run, nullptr, 0};
constexpr Blocks general{any_taps<1>, any_taps<4>, any_taps<7>, any_taps<8>, nullptr, 0};

ATG_INLINE const Blocks& blocks_for(const DepthwiseShape& s) {
  if (s.stride_w == 1) {
    if (s.kernel_w == 3) return sliding<3>;
    if (s.kernel_w == 5) return sliding<5>;
    if (s.kernel_w == 7) return sliding<7>;
    if (s.kernel_w == 9) return sliding<9>;
  }
  if (s.stride_w == 2 && s.dilation_w == 1) {
    if (s.kernel_w == 3) return striding<3>;
    if (s.kernel_w == 5) return striding<5>;
    if (s.kernel_w == 7) return striding<7>;
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

constexpr int64_t most_outputs = 14; // of a block
constexpr int64_t chunk = 128;       // channels whose sums are kept until what follows is done to them

void depthwise_row(const DepthwiseShape& s, const float* image, int64_t out_y, const float* weights, const float* bias, int64_t padded,
                   int64_t first_channel, int64_t last_channel, float* y, Activation activation, const float* multiply, const float* residual, bool far) {
  int64_t first_y = out_y * s.stride_h - s.pad_h;
  int64_t tap_first = first_y < 0 ? (-first_y + s.dilation_h - 1) / s.dilation_h : 0;
  int64_t below = s.height - first_y; // taps at dilation * k < below lie inside
  int64_t tap_last = below <= 0 ? 0 : (below + s.dilation_h - 1) / s.dilation_h;
  if (tap_last > s.kernel_h) tap_last = s.kernel_h;
  RowTaps t;
  t.weight_step = padded;
  t.width = s.width;
  t.in_pixel = s.in_pixel;
  t.in_line = s.dilation_h * s.in_row;
  t.dilation_w = s.dilation_w;
  t.stride_w = s.stride_w;
  t.kernel_w = s.kernel_w;
  t.far = far;
  t.tap_lines = tap_last > tap_first ? tap_last - tap_first : 0;
  const Blocks& blocks = blocks_for(s);
  // Outputs of a pass lie `step` apart: the dilation where columns are shared, which takes a pass for each remainder.
  int64_t step = &blocks == &general ? 1 : s.dilation_w;
  bool plain = activation == Activation::None && !multiply && !residual;
  alignas(64) float kept[most_outputs * chunk];
  for (int64_t start = 0; start < step && start < s.out_width; start++) {
    int64_t count = (s.out_width - start + step - 1) / step;
    for (int64_t i = 0, made = 0; i < count; i += made) {
      Block block = choose(blocks, count - i, made);
      int64_t x = start + i * step, column = x * s.stride_w - s.pad_w, pitch = step * s.out_pixel;
      bool direct = plain && made <= count - i;
      int64_t many = direct ? last_channel - first_channel : chunk;
      for (int64_t c = first_channel; c < last_channel; c += many) {
        t.channels = last_channel - c < many ? last_channel - c : many;
        t.line = image + c + (first_y + tap_first * s.dilation_h) * s.in_row;
        t.weights = weights + c + tap_first * s.kernel_w * padded;
        t.bias = bias + c;
        float* to = y + x * s.out_pixel + c;
        if (direct) {
          block(t, column, to, pitch);
          continue;
        }
        block(t, column, kept, chunk);
        TileOut out{to, pitch, nullptr, t.channels};
        Finish f{activation, multiply ? multiply + x * s.multiply_pixel + c : nullptr, step * s.multiply_pixel,
                 residual ? residual + x * s.residual_pixel + c : nullptr, step * s.residual_pixel};
        finish_rows(kept, chunk, made < count - i ? made : count - i, out, f, 0, 0);
      }
    }
  }
}

} // namespace ATG_ISA
} // namespace archgen
