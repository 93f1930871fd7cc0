// What the translation units share: handles to tensors and back, and the one place that turns a C++ exception
// into an error code and a message.
#pragma once
#include "archgen_torch.h"

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>
#include <string>
#include <torch/version.h>
#include <vector>

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
#include <optional>
template <class T> using atg_optional = std::optional<T>;
#else
#include <c10/util/Optional.h>
template <class T> using atg_optional = c10::optional<T>;
#endif

namespace archgen {

void set_error(const char* message);

// A new reference to the handle's tensor; an undefined tensor for null.
inline at::Tensor borrow(atg_tensor handle) {
  if (handle == nullptr) return at::Tensor();
  auto* impl = static_cast<c10::TensorImpl*>(handle);
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(impl));
}

// Gives the tensor's reference away as a handle; null for an undefined tensor.
inline atg_tensor give(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline std::vector<at::Tensor> borrow_all(const atg_tensor* handles, int64_t count) {
  std::vector<at::Tensor> result;
  result.reserve(count);
  for (int64_t i = 0; i < count; i++) result.push_back(borrow(handles[i]));
  return result;
}

template <class R, class F> R guarded(R failed, F&& body) noexcept {
  try {
    return body();
  } catch (const c10::Error& e) {
    set_error(e.what_without_backtrace());
  } catch (const std::exception& e) {
    set_error(e.what());
  } catch (...) {
    set_error("an unknown native error");
  }
  return failed;
}

} // namespace archgen
