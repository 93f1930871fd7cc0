// Gradients: modes, backward, and a guard against two wrong gradients of libtorch 1.13.
#include "internal.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

namespace archgen {

// At batch 1 the stride of the first axis says nothing, and a transposed view may look channels-last to one part of
// batch_norm's backward and contiguous to another, which then reads the wrong elements.
at::Tensor unambiguous(const at::Tensor& input) {
  return input.dim() > 2 && input.size(0) == 1 && !input.is_contiguous() ? input.contiguous() : input;
}

// gelu_backward (through oneDNN) reads a non-contiguous incoming gradient wrongly, and batch_norm's is kept from the
// same. The hook runs before either: it lays the gradient out as the input is.
void guard_gradient(const at::Tensor& output, const at::Tensor& input) {
  auto format = input.suggest_memory_format();
  output.register_hook([format](const at::Tensor& gradient) { return gradient.contiguous(format); });
}

namespace {

atg_optional<bool> tristate(int32_t value) { return value < 0 ? atg_optional<bool>() : atg_optional<bool>(value != 0); }

} // namespace
} // namespace archgen

using namespace archgen;

ATG_API int32_t atg_set_requires_grad(atg_tensor handle, int32_t value) {
  return guarded<int32_t>(-1, [&] { borrow(handle).set_requires_grad(value != 0); return 0; });
}

ATG_API int32_t atg_retain_grad(atg_tensor handle) {
  return guarded<int32_t>(-1, [&] { borrow(handle).retain_grad(); return 0; });
}

ATG_API atg_tensor atg_grad(atg_tensor handle) {
  return guarded<atg_tensor>(nullptr, [&] {
    at::Tensor tensor = borrow(handle);
    return give(tensor.is_leaf() || tensor.retains_grad() ? tensor.grad() : at::Tensor());
  });
}

ATG_API int32_t atg_set_grad(atg_tensor handle, atg_tensor gradient) {
  return guarded<int32_t>(-1, [&] {
    at::Tensor tensor = borrow(handle), value = borrow(gradient);
    TORCH_CHECK(!value.defined() || value.sizes() == tensor.sizes(), "assigned grad has data of a different size: ", value.sizes(), " for a tensor of ", tensor.sizes());
    tensor.mutable_grad() = value;
    return 0;
  });
}

// Drops the gradients of a whole list (or zeroes them in place) in one call.
ATG_API int32_t atg_zero_grads(const atg_tensor* handles, int64_t count, int32_t to_none) {
  return guarded<int32_t>(-1, [&] {
    for (int64_t i = 0; i < count; i++) {
      at::Tensor tensor = borrow(handles[i]);
      if (!tensor.mutable_grad().defined()) continue;
      if (to_none) tensor.mutable_grad() = at::Tensor();
      else tensor.mutable_grad() = tensor.mutable_grad().detach().zero_();
    }
    return 0;
  });
}

ATG_API int32_t atg_backward(const atg_tensor* outputs, int64_t output_count, const atg_tensor* gradients, int64_t gradient_count,
                             int32_t retain_graph, int32_t create_graph, const atg_tensor* inputs, int64_t input_count) {
  return guarded<int32_t>(-1, [&] {
    torch::autograd::backward(borrow_all(outputs, output_count), borrow_all(gradients, gradient_count), tristate(retain_graph),
                              create_graph != 0, borrow_all(inputs, input_count));
    return 0;
  });
}

// Writes one handle an input, null where an input had no part in the outputs.
ATG_API int32_t atg_gradients(const atg_tensor* outputs, int64_t output_count, const atg_tensor* inputs, int64_t input_count,
                              const atg_tensor* gradients, int64_t gradient_count, int32_t retain_graph, int32_t create_graph,
                              int32_t allow_unused, atg_tensor* results) {
  return guarded<int32_t>(-1, [&] {
    auto list = torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count),
                                      borrow_all(gradients, gradient_count), tristate(retain_graph), create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < list.size(); i++) results[i] = give(std::move(list[i]));
    return 0;
  });
}

ATG_API int32_t atg_grad_mode() { return c10::GradMode::is_enabled(); }

ATG_API void atg_set_grad_mode(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

ATG_API int32_t atg_inference_mode() { return c10::InferenceMode::is_enabled(); }

ATG_API void* atg_enter_inference_mode(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }

// On the thread that entered it, in the reverse order.
ATG_API void atg_leave_inference_mode(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
