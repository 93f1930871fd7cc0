// Depthwise convolution over channels-last memory: packing, and rows of outputs over threads.
#include "entry.h"

#include <cstdlib>

using namespace archgen;

struct atg_depthwise_call {
  int64_t batch;
  DepthwiseShape shape;
  const float* x;
  const float* multiply;
  const float* residual;
  float* y;
  int32_t activation;
};

namespace {

struct PackedDepthwise {
  const KernelTable* table;
  int64_t padded;
  float* weights;
  float* bias;
};

constexpr int64_t near_floats = 8 << 10;   // of the input rows under a kernel that stay in the first-level cache from one output row to the next
constexpr int64_t rows_floats = 128 << 10; // … in the second-level cache
constexpr int64_t far_floats = 2 << 20;    // of input and output that no near cache holds
constexpr int64_t few_channels = 64;

bool is_far(const atg_depthwise_call& c) {
  const DepthwiseShape& s = c.shape;
  return c.batch * s.channels * (s.height * s.width + s.out_height * s.out_width) > far_floats;
}

// Few channels at a time where the maps are near; else as many as can be, for memory is quickest where it is read in a row.
int64_t channels_at_a_time(const DepthwiseShape& s, bool far) {
  return std::max((far ? rows_floats : near_floats) / (s.kernel_h * s.width), few_channels);
}

} // namespace

// `weight` is [channels, kernel_h, kernel_w], contiguous; `bias` [channels] or null.
ATG_API void* atg_kernel_pack_depthwise(const float* weight, const float* bias, int64_t channels, int64_t taps) {
  return guarded<void*>(nullptr, [&]() -> void* {
    const KernelTable& table = needed_table();
    int64_t padded = (channels + table.vector - 1) / table.vector * table.vector;
    auto* packed = new PackedDepthwise{&table, padded, aligned_floats(padded * taps), aligned_floats(padded)};
    for (int64_t c = 0; c < padded; c++) {
      packed->bias[c] = bias && c < channels ? bias[c] : 0;
      for (int64_t t = 0; t < taps; t++) packed->weights[t * padded + c] = c < channels ? weight[c * taps + t] : 0;
    }
    return packed;
  });
}

ATG_API void atg_kernel_free_depthwise(void* handle) {
  auto* packed = static_cast<PackedDepthwise*>(handle);
  std::free(packed->weights);
  std::free(packed->bias);
  delete packed;
}

// y = residual + multiply * act(x * W + b)
ATG_API int32_t atg_kernel_depthwise(void* handle, const atg_depthwise_call* call) {
  return guarded<int32_t>(-1, [&] {
    const auto& packed = *static_cast<PackedDepthwise*>(handle);
    const atg_depthwise_call& c = *call;
    const DepthwiseShape& s = c.shape;
    int64_t vector = packed.table->vector;
    bool far = is_far(c);
    int64_t chunk = std::max(channels_at_a_time(s, far) / vector, int64_t{1}) * vector;
    int64_t chunks = (s.channels + chunk - 1) / chunk, rows = s.out_height, tasks = c.batch * chunks * rows;
    double work = 2.0 * c.batch * s.channels * s.out_height * s.out_width * s.kernel_h * s.kernel_w;
    split(tasks, 1, threads_for(2 * work), [&](int64_t from, int64_t to) {
      for (int64_t task = from; task < to; task++) {
        int64_t y = task % rows, channel = task / rows % chunks * chunk, image = task / rows / chunks;
        packed.table->depthwise_row(s, c.x + image * s.in_image, y, packed.weights, packed.bias, packed.padded, channel,
                                    std::min(channel + chunk, s.channels), c.y + image * s.out_image + y * s.out_row, static_cast<Activation>(c.activation),
                                    c.multiply ? c.multiply + image * s.multiply_image + y * s.multiply_row : nullptr,
                                    c.residual ? c.residual + image * s.residual_image + y * s.residual_row : nullptr, far);
      }
    });
    return 0;
  });
}
