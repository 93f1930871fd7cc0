// Softmax attention of one head, with powers of 2 for powers of e: keys laid out as packed columns, then blocks of queries through two products with the softmax between.
#pragma once
#include "tile.h"

namespace archgen {
namespace ATG_ISA {

// The transpose of rows × depth floats, times scale: `to` has a row of `to_stride` for each of depth.
ATG_INLINE void transpose(int64_t rows, int64_t depth, const float* from, int64_t stride, float scale, float* to, int64_t to_stride) {
  __m128 factor = _mm_set1_ps(scale);
  int64_t d = 0;
  for (; d + 4 <= depth; d += 4) {
    int64_t r = 0;
    for (; r + 4 <= rows; r += 4) {
      const float* p = from + r * stride + d;
      __m128 a = _mm_loadu_ps(p), b = _mm_loadu_ps(p + stride), c = _mm_loadu_ps(p + 2 * stride), e = _mm_loadu_ps(p + 3 * stride);
      _MM_TRANSPOSE4_PS(a, b, c, e);
      float* q = to + d * to_stride + r;
      _mm_storeu_ps(q, _mm_mul_ps(a, factor));
      _mm_storeu_ps(q + to_stride, _mm_mul_ps(b, factor));
      _mm_storeu_ps(q + 2 * to_stride, _mm_mul_ps(c, factor));
      _mm_storeu_ps(q + 3 * to_stride, _mm_mul_ps(e, factor));
    }
    for (; r < rows; r++)
      for (int64_t i = d; i < d + 4; i++) to[i * to_stride + r] = from[r * stride + i] * scale;
  }
  for (; d < depth; d++)
    for (int64_t r = 0; r < rows; r++) to[d * to_stride + r] = from[r * stride + d] * scale;
}

// Columns in groups of most_vectors vectors: the last group may have fewer.
ATG_INLINE int64_t group_vectors(int64_t columns, int64_t at) {
  int64_t left = (columns - at + W - 1) / W;
  return left < most_vectors ? left : most_vectors;
}

void attention_pack(const AttentionShape& s, const float* k, const float* v, float* packed) {
  for (int64_t at = 0; at < s.keys;) {
    int64_t width = group_vectors(s.keys, at) * W, count = s.keys - at < width ? s.keys - at : width;
    if (count < width)
      for (int64_t d = 0; d < s.depth; d++) store(packed + (d + 1) * width - W, all(0.0f));
    transpose(count, s.depth, k + at * s.k_row, s.k_row, s.scale * log2_e, packed, width);
    packed += width * s.depth;
    at += width;
  }
  for (int64_t at = 0; at < s.value_depth;) {
    int64_t vectors = group_vectors(s.value_depth, at), width = vectors * W;
    for (int64_t row = 0; row < s.keys; row++) {
      const float* from = v + row * s.v_row + at;
      for (int64_t i = 0; i < vectors; i++) {
        int64_t left = s.value_depth - at - i * W;
        store(packed + row * width + i * W, left >= W ? load(from + i * W) : load(from + i * W, first(left)));
      }
    }
    packed += width * s.keys;
    at += width;
  }
}

// Makes a row of scores 2^(score + log2(e) bias - the largest), and returns one over their sum. Rows are padded to whole vectors.
ATG_INLINE float soften(float* row, const float* bias, int64_t keys) {
  int64_t whole = keys / W * W, rest = keys - whole;
  part m = first(rest);
  vec least = all(-__builtin_inff()), most = least, factor = all(log2_e);
  if (bias) {
    for (int64_t i = 0; i < whole; i += W) {
      vec x = fma(load(bias + i), factor, load(row + i));
      store(row + i, x);
      most = larger(most, x);
    }
    if (rest) {
      vec x = fma(load(bias + whole, m), factor, load(row + whole));
      store(row + whole, x);
      most = larger(most, choose(m, x, least));
    }
  } else {
    for (int64_t i = 0; i < whole; i += W) most = larger(most, load(row + i));
    if (rest) most = larger(most, choose(m, load(row + whole), least));
  }
  vec top = all(largest(most)), total = all(0.0f), total2 = total;
  int64_t i = 0;
  for (; i + 2 * W <= whole; i += 2 * W) {
    vec x = two_to(load(row + i) - top), x2 = two_to(load(row + i + W) - top);
    total = total + x;
    total2 = total2 + x2;
    store(row + i, x);
    store(row + i + W, x2);
  }
  if (i < whole) {
    vec x = two_to(load(row + i) - top);
    total = total + x;
    store(row + i, x);
  }
  if (rest) {
    vec x = two_to(load(row + whole) - top);
    total2 = total2 + choose(m, x, all(0.0f));
    store(row + whole, x);
  }
  return 1.0f / sum(total + total2);
}

void attention(const AttentionShape& s, const float* q, const float* packed, const float* bias, int64_t first_query, int64_t last_query, float* scores, float* y) {
  int64_t rows = last_query - first_query, stride = up(s.keys, W);
  const Finish plain{Activation::None, nullptr, 0, nullptr, 0};
  Rows queries{q + first_query * s.q_row, s.q_row};
  for (int64_t at = 0; at < s.keys;) {
    int64_t vectors = group_vectors(s.keys, at), width = vectors * W;
    group(rows, s.depth, queries, packed, static_cast<int>(vectors), TileOut{scores + at, stride, nullptr, width}, plain, at);
    packed += width * s.depth;
    at += width;
  }
  float* inverse = scores + rows * stride;
  for (int64_t r = 0; r < rows; r++) inverse[r] = soften(scores + r * stride, bias ? bias + (first_query + r) * s.bias_row : nullptr, s.keys);
  y += first_query * s.out_row;
  for (int64_t at = 0; at < s.value_depth;) {
    int64_t vectors = group_vectors(s.value_depth, at), width = vectors * W;
    int64_t columns = s.value_depth - at < width ? s.value_depth - at : width;
    group(rows, s.keys, Rows{scores, stride}, packed, static_cast<int>(vectors), TileOut{y + at, s.out_row, nullptr, columns}, plain, at);
    packed += width * s.keys;
    at += width;
  }
  for (int64_t r = 0; r < rows; r++) {
    float* row = y + r * s.out_row;
    vec factor = all(inverse[r]);
    int64_t i = 0;
    for (; i + W <= s.value_depth; i += W) store(row + i, load(row + i) * factor);
    for (; i < s.value_depth; i++) row[i] *= inverse[r];
  }
}

} // namespace ATG_ISA
} // namespace archgen
