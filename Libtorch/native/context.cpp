// The process: last error, version, threads, default dtype, random generators.
#include "internal.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Generator.h>
#include <dlfcn.h>

namespace archgen {

static thread_local std::string last_error;

void set_error(const char* message) { last_error = message; }

} // namespace archgen

using namespace archgen;

ATG_API const char* atg_last_error() { return last_error.c_str(); }

ATG_API const char* atg_version() { return TORCH_VERSION; }

ATG_API int32_t atg_threads() { return at::get_num_threads(); }

// OpenBLAS, where that is the matrix product's library, has threads of its own, which libtorch doesn't speak of.
ATG_API int32_t atg_set_threads(int32_t count) {
  return guarded<int32_t>(-1, [&] {
    at::set_num_threads(count);
    static auto* of_blas = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (of_blas) of_blas(count);
    return 0;
  });
}

ATG_API int32_t atg_interop_threads() { return static_cast<int32_t>(at::get_num_interop_threads()); }

ATG_API int32_t atg_set_interop_threads(int32_t count) {
  return guarded<int32_t>(-1, [&] { at::set_num_interop_threads(count); return 0; });
}

ATG_API int32_t atg_default_dtype() { return static_cast<int32_t>(c10::typeMetaToScalarType(c10::get_default_dtype())); }

ATG_API int32_t atg_set_default_dtype(int32_t dtype) {
  return guarded<int32_t>(-1, [&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<c10::ScalarType>(dtype))); return 0; });
}

ATG_API int32_t atg_has_device(int32_t type) {
  return guarded<int32_t>(0, [&]() -> int32_t {
    switch (static_cast<c10::DeviceType>(type)) {
      case c10::DeviceType::CPU: case c10::DeviceType::Meta: return 1;
      case c10::DeviceType::CUDA: return at::globalContext().hasCUDA();
      case c10::DeviceType::MPS: return at::hasMPS();
      default: return 0;
    }
  });
}

// Null makes a copy of the process's default generator's handle; the caller frees either.
ATG_API void* atg_new_generator(int32_t is_default, uint64_t seed) {
  return guarded<void*>(nullptr, [&]() -> void* {
    const auto& shared = at::globalContext().defaultGenerator(at::kCPU);
    if (is_default) return new at::Generator(shared);
    auto* generator = new at::Generator(shared.clone());
    generator->set_current_seed(seed);
    return generator;
  });
}

ATG_API void atg_free_generator(void* generator) { delete static_cast<at::Generator*>(generator); }

ATG_API uint64_t atg_generator_seed(void* handle) {
  auto& generator = *static_cast<at::Generator*>(handle);
  std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.current_seed();
}

ATG_API int32_t atg_set_generator_seed(void* handle, uint64_t seed) {
  return guarded<int32_t>(-1, [&] {
    auto& generator = *static_cast<at::Generator*>(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
    return 0;
  });
}

ATG_API atg_tensor atg_generator_state(void* handle) {
  return guarded<atg_tensor>(nullptr, [&] {
    auto& generator = *static_cast<at::Generator*>(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return give(generator.get_state());
  });
}

ATG_API int32_t atg_set_generator_state(void* handle, atg_tensor state) {
  return guarded<int32_t>(-1, [&] {
    auto& generator = *static_cast<at::Generator*>(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(borrow(state));
    return 0;
  });
}
