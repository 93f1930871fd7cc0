// Forms that libtorch and oneDNN compute by their slow reference paths, and the equal ones that they don't.
#include "internal.h"

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <algorithm>
#include <c10/core/GradMode.h>
#include <numeric>

namespace archgen {

// The order of a tensor's axes in memory, outermost first. What works element by element may see them in this order.
std::vector<int64_t> axes_by_stride(const at::Tensor& input) {
  std::vector<int64_t> axes(input.dim());
  std::iota(axes.begin(), axes.end(), 0);
  std::stable_sort(axes.begin(), axes.end(), [&](int64_t a, int64_t b) { return input.stride(a) > input.stride(b); });
  return axes;
}

std::vector<int64_t> inverse_of(const std::vector<int64_t>& axes) {
  std::vector<int64_t> inverse(axes.size());
  for (size_t i = 0; i < axes.size(); i++) inverse[axes[i]] = static_cast<int64_t>(i);
  return inverse;
}

namespace {

// oneDNN's depthwise kernels take a padding up to the width of their blocks.
int64_t widest_padding() {
#if defined(__x86_64__) && defined(__GNUC__)
  static const int64_t widest = __builtin_cpu_supports("avx512f") ? 6 : 4;
  return widest;
#else
  return 4;
#endif
}

} // namespace

// True for a depthwise convolution that keeps the map's size and whose dilation makes its padding too wide for oneDNN: 5 to 25 times slower than need be.
bool is_wide_dilated(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef dilation, int64_t groups) {
  if (input.dim() != 4 || weight.dim() != 4 || !input.is_cpu() || input.scalar_type() != at::kFloat || input.numel() == 0) return false;
  if (groups != input.size(1) || weight.size(0) != groups || weight.size(1) != 1 || weight.size(2) != weight.size(3) || weight.size(2) % 2 == 0) return false;
  auto all = [](at::IntArrayRef list, int64_t value) { return std::all_of(list.begin(), list.end(), [=](int64_t i) { return i == value; }); };
  int64_t step = dilation.empty() ? 1 : dilation[0], reach = step * (weight.size(2) / 2);
  return step > 1 && reach > widest_padding() && all(dilation, step) && all(stride, 1) && all(padding, reach);
}

// The same sums: the positions of one phase of the dilation see only each other, so each phase is a small map of its own, with no dilation.
at::Tensor convolve_phases(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, int64_t dilation) {
  const int64_t n = input.size(0), c = input.size(1), h = input.size(2), w = input.size(3), d = dilation;
  const int64_t rows = (h + d - 1) / d, columns = (w + d - 1) / d, pad = weight.size(2) / 2;
  // Backward is twice as fast with the channels last; forward alone isn't.
  const bool last = c10::GradMode::is_enabled() && (input.requires_grad() || weight.requires_grad());
  auto padded = h % d == 0 && w % d == 0 ? input : at::constant_pad_nd(input, {0, columns * d - w, 0, rows * d - h});
  auto cells = padded.reshape({n, c, rows, d, columns, d});
  auto maps = last ? cells.permute({3, 5, 0, 2, 4, 1}).reshape({d * d * n, rows, columns, c}).permute({0, 3, 1, 2})
                   : cells.permute({3, 5, 0, 1, 2, 4}).reshape({d * d * n, c, rows, columns});
  auto sums = at::conv2d(maps, weight, bias, at::IntArrayRef({1, 1}), at::IntArrayRef({pad, pad}), at::IntArrayRef({1, 1}), c);
  auto phases = last ? sums.permute({0, 2, 3, 1}).reshape({d, d, n, rows, columns, c}).permute({2, 5, 3, 0, 4, 1})
                     : sums.reshape({d, d, n, c, rows, columns}).permute({2, 3, 4, 0, 5, 1});
  return phases.reshape({n, c, rows * d, columns * d}).slice(2, 0, h).slice(3, 0, w).contiguous();
}

} // namespace archgen
