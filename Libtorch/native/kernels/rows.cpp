// Layer norm over rows, and activations of contiguous memory.
#include "entry.h"

using namespace archgen;

ATG_API int32_t atg_kernel_norm(int64_t rows, int64_t channels, const float* x, int64_t x_stride, float eps, const float* weight, const float* bias,
                                float* y, int64_t y_stride) {
  return guarded<int32_t>(-1, [&] {
    const KernelTable& table = needed_table();
    split(rows, 1, threads_for(12.0 * rows * channels), [&](int64_t from, int64_t to) {
      table.norm(to - from, channels, {x + from * x_stride, x_stride}, eps, weight, bias, y + from * y_stride, y_stride, channels);
    });
    return 0;
  });
}

ATG_API int32_t atg_kernel_activate(int64_t count, const float* x, float* y, int32_t activation) {
  return guarded<int32_t>(-1, [&] {
    const KernelTable& table = needed_table();
    split(count, 4 * table.vector, threads_for(30.0 * count), [&](int64_t from, int64_t to) {
      table.activate(to - from, x + from, y + from, static_cast<Activation>(activation));
    });
    return 0;
  });
}
