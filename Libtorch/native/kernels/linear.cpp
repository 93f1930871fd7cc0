// Linear layers and pairs of them: packing, cache-sized blocks of rows, threads.
#include "linear_call.h"

#include <cstdlib>
#include <cstring>

using namespace archgen;

namespace {

constexpr int64_t hidden_floats = 112 << 10; // of the hidden rows between two layers
constexpr int64_t pack_block = 64;           // of the inputs, whose weights are laid out anew at a time
constexpr double pack_work = 6;              // for each weight, in operations that take as long
constexpr int64_t few_rows = 40;             // a thread: with fewer, threads share out the columns and each reads its part of the weights only

void linear_columns(const PackedLinear& w, const atg_linear_call& c, Rows x, const Finish& f, float* y, int64_t y_stride, int64_t threads) {
  split(w.matrix.groups, 1, threads, [&](int64_t first, int64_t last) {
    w.table->linear(c.rows, x, w.matrix, first, last, y, y_stride, f);
  });
}

// `count` rows of weights as the columns of rows of `width`, the rest of which is 0: by blocks, which stay in the first cache where they are read and where they are written.
void pack_columns(const float* weight, int64_t in, int64_t count, int64_t width, float* to) {
  for (int64_t from = 0; from < in; from += pack_block) {
    int64_t until = std::min(in, from + pack_block);
    for (int64_t j = 0; j < count; j++)
      for (int64_t k = from; k < until; k++) to[k * width + j] = weight[j * in + k];
    for (int64_t k = from; k < until; k++) std::fill(to + k * width + count, to + (k + 1) * width, 0.0f);
  }
}

} // namespace

// `weight` is [out, in], contiguous; `bias` [out] or null.
ATG_API void* atg_kernel_pack_linear(const float* weight, const float* bias, int64_t out, int64_t in) {
  return guarded<void*>(nullptr, [&]() -> void* {
    const KernelTable& table = needed_table();
    int64_t vectors = (out + table.vector - 1) / table.vector, groups = (vectors + table.most_vectors - 1) / table.most_vectors;
    auto* packed = new PackedLinear{&table, {}, nullptr, nullptr, nullptr};
    packed->weights = aligned_floats(vectors * table.vector * in);
    packed->bias = aligned_floats(vectors * table.vector);
    packed->group_starts = static_cast<int64_t*>(std::malloc((groups + 1) * sizeof(int64_t)));
    for (int64_t i = 0; i < vectors * table.vector; i++) packed->bias[i] = bias && i < out ? bias[i] : 0;
    for (int64_t g = 0; g <= groups; g++) packed->group_starts[g] = vectors * g / groups;
    split(groups, 1, threads_for(pack_work * static_cast<double>(in) * static_cast<double>(out)), [&](int64_t first, int64_t last) {
      for (int64_t g = first; g < last; g++) {
        int64_t column = packed->group_starts[g] * table.vector, width = packed->group_starts[g + 1] * table.vector - column;
        pack_columns(weight + column * in, in, std::min(width, out - column), width, packed->weights + column * in);
      }
    });
    packed->matrix = {in, out, groups, packed->weights, packed->bias, packed->group_starts};
    return packed;
  });
}

ATG_API void atg_kernel_free_linear(void* handle) {
  auto* packed = static_cast<PackedLinear*>(handle);
  std::free(packed->weights);
  std::free(packed->bias);
  std::free(packed->group_starts);
  delete packed;
}

// y = residual + multiply * act(norm(x) Wᵀ + b)
ATG_API int32_t atg_kernel_linear(void* handle, const atg_linear_call* call) {
  return guarded<int32_t>(-1, [&] {
    const auto& w = *static_cast<PackedLinear*>(handle);
    const atg_linear_call& c = *call;
    Finish f = finish_of(c, static_cast<Activation>(c.activation));
    int64_t threads = threads_for(2.0 * c.rows * w.matrix.in * w.matrix.out);
    if (threads > 1 && c.rows < few_rows * threads && w.matrix.groups >= threads) {
      linear_columns(w, c, normed(w, c.rows, {c.x, c.x_stride}, c.norm_eps), f, c.y, c.y_stride, threads);
      return 0;
    }
    split(c.rows, w.table->row_tile, threads, [&](int64_t from, int64_t to) {
      int64_t block = block_rows(*w.table, to - from, block_floats / w.matrix.in);
      for (int64_t r = from; r < to; r += block) {
        int64_t rows = std::min(block, to - r);
        Rows x = normed(w, rows, {c.x + r * c.x_stride, c.x_stride}, c.norm_eps);
        w.table->linear(rows, x, w.matrix, 0, w.matrix.groups, c.y + r * c.y_stride, c.y_stride, moved(f, r));
      }
    });
    return 0;
  });
}

// y = residual + multiply * (act(norm(x) W1ᵀ + b1) W2ᵀ + b2): the activation of the call is the one between.
ATG_API int32_t atg_kernel_mlp(void* first_handle, void* second_handle, const atg_linear_call* call) {
  return guarded<int32_t>(-1, [&] {
    const auto& first = *static_cast<PackedLinear*>(first_handle);
    const auto& second = *static_cast<PackedLinear*>(second_handle);
    const atg_linear_call& c = *call;
    TORCH_CHECK(first.matrix.out == second.matrix.in, "a pair of layers of ", first.matrix.out, " and ", second.matrix.in, " hidden channels");
    Finish between{static_cast<Activation>(c.activation), nullptr, 0, nullptr, 0};
    Finish last = finish_of(c, Activation::None);
    int64_t hidden = first.matrix.out;
    int64_t threads = threads_for(2.0 * c.rows * hidden * (first.matrix.in + second.matrix.out));
    if (threads > 1 && c.rows < few_rows * threads && std::min(first.matrix.groups, second.matrix.groups) >= threads) {
      float* middle = scratch(HiddenRows).floats(c.rows * hidden);
      linear_columns(first, c, normed(first, c.rows, {c.x, c.x_stride}, c.norm_eps), between, middle, hidden, threads);
      linear_columns(second, c, {middle, hidden}, last, c.y, c.y_stride, threads);
      return 0;
    }
    split(c.rows, first.table->row_tile, threads, [&](int64_t from, int64_t to) {
      int64_t block = block_rows(*first.table, to - from, hidden_floats / hidden);
      float* middle = scratch(HiddenRows).floats(block * hidden);
      for (int64_t r = from; r < to; r += block) {
        int64_t rows = std::min(block, to - r);
        Rows x = normed(first, rows, {c.x + r * c.x_stride, c.x_stride}, c.norm_eps);
        first.table->linear(rows, x, first.matrix, 0, first.matrix.groups, middle, hidden, between);
        second.table->linear(rows, {middle, hidden}, second.matrix, 0, second.matrix.groups, c.y + r * c.y_stride, c.y_stride, moved(last, r));
      }
    });
    return 0;
  });
}
