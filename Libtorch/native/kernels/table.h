// What one instruction set's kernels offer: plain pointers, no threads, no allocation. The same source makes the
// tables of AVX-512 and AVX2; dispatch.cpp picks one at run time, and the entry points split the work over threads.
//
// Nothing but <cstdint> is included here and in the kernels: they are compiled with instructions that the machine may
// lack, and an inline function of a library that is compiled so could be the copy that the linker keeps for everyone.
#pragma once
#include <cstdint>

namespace archgen {

enum class Activation : int32_t { None = 0, Gelu = 1, GeluTanh = 2, Silu = 3, Relu = 4, Hardswish = 5, Sigmoid = 6 };

// The weights of a linear layer, in groups of up to `most_vectors` vectors of columns; within a group, row after row
// of the transposed weights. The bias and the last vector are padded with zeros.
struct PackedMatrix {
  int64_t in, out, groups;
  const float* weights;
  const float* bias;
  const int64_t* group_starts; // in vectors of columns; groups + 1 of them
};

// What follows the sums of a linear layer: y = residual + multiply * act(sums + bias).
struct Finish {
  Activation activation;
  const float* multiply;
  int64_t multiply_stride;
  const float* residual;
  int64_t residual_stride;
};

struct Rows {
  const float* data;
  int64_t stride;
};

struct DepthwiseShape {
  int64_t channels, height, width, out_height, out_width;
  int64_t kernel_h, kernel_w, stride_h, stride_w, pad_h, pad_w, dilation_h, dilation_w;
  int64_t in_pixel, in_row, in_image, out_pixel, out_row, out_image; // strides in elements
  int64_t multiply_pixel, multiply_row, multiply_image, residual_pixel, residual_row, residual_image;
};

struct AttentionShape {
  int64_t queries, keys, depth, value_depth;
  int64_t q_row, k_row, v_row, out_row, bias_row;
  float scale;
};

struct KernelTable {
  const char* name;
  int64_t vector;       // floats in a vector
  int64_t most_vectors; // of columns in a group
  int64_t row_tile;     // rows of a full tile

  // rows × groups [first, last) of y = finish(x Wᵀ + b).
  void (*linear)(int64_t rows, Rows x, const PackedMatrix& w, int64_t first, int64_t last, float* y, int64_t y_stride, const Finish& finish);
  // y = (x - mean) / sqrt(var + eps) [* weight] [+ bias], row by row; the floats from `channels` to `padded` become 0.
  void (*norm)(int64_t rows, int64_t channels, Rows x, float eps, const float* weight, const float* bias, float* y, int64_t y_stride, int64_t padded);
  void (*activate)(int64_t count, const float* x, float* y, Activation activation);
  // One output row of a depthwise convolution, channels [first, last); `weights` is [kernel_h][kernel_w][channels padded].
  void (*depthwise_row)(const DepthwiseShape& shape, const float* image, int64_t out_y, const float* weights, const float* bias, int64_t padded,
                        int64_t first, int64_t last, float* y, Activation activation, const float* multiply, const float* residual, bool far);
  // softmax(scale q kᵀ + bias) v of one head for queries [first, last), on keys and values that `attention_pack` has laid out.
  void (*attention_pack)(const AttentionShape& shape, const float* k, const float* v, float* packed);
  void (*attention)(const AttentionShape& shape, const float* q, const float* packed, const float* bias, int64_t first, int64_t last, float* scores, float* y);
};

#if defined(__x86_64__)
extern const KernelTable kernels_avx512;
extern const KernelTable kernels_avx2;
#endif

// The table in use; null where this machine has no kernels.
const KernelTable* kernel_table();

} // namespace archgen
