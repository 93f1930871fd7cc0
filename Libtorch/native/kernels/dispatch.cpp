// Which kernels this machine has, and which are in use. ARCHGEN_KERNELS names others than the best: avx2, or none.
#include "entry.h"

#include <atomic>
#include <cstdlib>
#include <cstring>

namespace archgen {

namespace {

// Null where this machine lacks the instructions, or there are no kernels of that name.
const KernelTable* by_name(const char* name) {
#if defined(__x86_64__)
  __builtin_cpu_init(); // asks the system, too, whether it keeps the registers
  bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (!std::strcmp(name, "avx512") && avx512 && __builtin_cpu_supports("fma")) return &kernels_avx512;
  if (!std::strcmp(name, "avx2") && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return &kernels_avx2;
#endif
  (void)name;
  return nullptr;
}

const KernelTable* chosen() {
  const char* wanted = std::getenv("ARCHGEN_KERNELS");
  if (wanted && *wanted && std::strcmp(wanted, "best")) return by_name(wanted);
  const KernelTable* best = by_name("avx512");
  return best ? best : by_name("avx2");
}

std::atomic<const KernelTable*>& in_use() {
  static std::atomic<const KernelTable*> table{chosen()};
  return table;
}

} // namespace

const KernelTable* kernel_table() { return in_use().load(std::memory_order_acquire); }

float* Scratch::floats(int64_t count) {
  if (count > size) {
    std::free(memory);
    size = 0;
    memory = static_cast<float*>(aligned_floats(count));
    size = count;
  }
  return memory;
}

Scratch::~Scratch() { std::free(memory); }

float* aligned_floats(int64_t count) {
  void* memory = nullptr;
  TORCH_CHECK(posix_memalign(&memory, 64, static_cast<size_t>(count > 0 ? count : 1) * sizeof(float)) == 0, "no memory for ", count, " floats");
  return static_cast<float*>(memory);
}

Scratch& scratch(int which) {
  static thread_local Scratch all[3];
  return all[which];
}

} // namespace archgen

using namespace archgen;

// The name of the instruction set in use; null where there are no kernels.
ATG_API const char* atg_kernel_name() {
  const KernelTable* table = kernel_table();
  return table ? table->name : nullptr;
}

// Takes the kernels of that name from now on, or none by "none"; 0, and no change, where the machine lacks them. Packed weights keep theirs.
ATG_API int32_t atg_kernel_use(const char* name) {
  const KernelTable* table = by_name(name);
  if (!table && std::strcmp(name, "none")) return 0;
  in_use().store(table, std::memory_order_release);
  return 1;
}
