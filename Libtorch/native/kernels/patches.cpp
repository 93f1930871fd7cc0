// Convolutions whose kernel is their stride: the patches of a block are gathered into rows, which go through a linear layer.
#include "linear_call.h"

#include <cstring>

using namespace archgen;

struct atg_patches_call {
  atg_linear_call linear; // rows: patches; x: the map; norm_eps: of a layer norm over each pixel's channels
  int64_t channels, kernel_h, kernel_w, out_height, out_width;
  int64_t image, row, pixel, channel; // strides of the map
  int32_t channels_first;             // whether a patch's floats come channel by channel, as its weights then do
};

namespace {

// A patch of [C, H, W], channel by channel; KW floats in a row where a constant is given, else any.
template <int KW> void gather_planes(const atg_patches_call& c, const float* from, float* to) {
  for (int64_t channel = 0; channel < c.channels; channel++)
    for (int64_t ky = 0; ky < c.kernel_h; ky++) {
      const float* line = from + channel * c.channel + ky * c.row;
      if (KW > 0) {
        std::memcpy(to, line, KW * sizeof(float));
        to += KW;
      } else {
        for (int64_t kx = 0; kx < c.kernel_w; kx++) *to++ = line[kx * c.pixel];
      }
    }
}

void gather(const KernelTable& table, const atg_patches_call& c, int64_t patch, float* to) {
  int64_t x = patch % c.out_width, y = patch / c.out_width % c.out_height, n = patch / c.out_width / c.out_height;
  const float* from = c.linear.x + n * c.image + y * c.kernel_h * c.row + x * c.kernel_w * c.pixel;
  if (c.channels_first) {
    if (c.pixel == 1 && c.kernel_w == 2) gather_planes<2>(c, from, to);
    else if (c.pixel == 1 && c.kernel_w == 4) gather_planes<4>(c, from, to);
    else if (c.pixel == 1 && c.kernel_w == 8) gather_planes<8>(c, from, to);
    else if (c.pixel == 1 && c.kernel_w == 16) gather_planes<16>(c, from, to);
    else gather_planes<0>(c, from, to);
    return;
  }
  int64_t run = c.kernel_w * c.channels;
  for (int64_t ky = 0; ky < c.kernel_h; ky++, from += c.row, to += run) {
    if (c.linear.norm_eps >= 0) {
      table.norm(c.kernel_w, c.channels, {from, c.pixel}, c.linear.norm_eps, nullptr, nullptr, to, c.channels, c.channels);
    } else if (c.pixel == c.channels) {
      std::memcpy(to, from, run * sizeof(float));
    } else {
      for (int64_t kx = 0; kx < c.kernel_w; kx++) std::memcpy(to + kx * c.channels, from + kx * c.pixel, c.channels * sizeof(float));
    }
  }
}

} // namespace

ATG_API int32_t atg_kernel_patches(void* handle, const atg_patches_call* call) {
  return guarded<int32_t>(-1, [&] {
    const auto& w = *static_cast<PackedLinear*>(handle);
    const atg_patches_call& c = *call;
    Finish f = finish_of(c.linear, static_cast<Activation>(c.linear.activation));
    int64_t in = w.matrix.in, rows = c.linear.rows;
    TORCH_CHECK(in == c.channels * c.kernel_h * c.kernel_w, "weights of ", in, " floats a patch for patches of ", c.channels * c.kernel_h * c.kernel_w);
    split(rows, w.table->row_tile, threads_for(2.0 * rows * in * w.matrix.out), [&](int64_t from, int64_t to) {
      int64_t block = block_rows(*w.table, to - from, block_floats / in);
      float* patches = scratch(NormedRows).floats(block * in);
      for (int64_t r = from; r < to; r += block) {
        int64_t count = std::min(block, to - r);
        for (int64_t i = 0; i < count; i++) gather(*w.table, c, r + i, patches + i * in);
        w.table->linear(count, {patches, in}, w.matrix, 0, w.matrix.groups, c.linear.y + r * c.linear.y_stride, c.linear.y_stride, moved(f, r));
      }
    });
    return 0;
  });
}
