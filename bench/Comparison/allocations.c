// Loaded before all else (LD_PRELOAD), counts the bytes that a process holds from the C allocator, which libtorch's tensors come from, and their peak.
// Exact and the same for both sides: what the allocator keeps, and what an interpreter or a virtual machine maps for itself, isn't in it.
#define _GNU_SOURCE
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);
extern void* __libc_memalign(size_t, size_t);
extern void __libc_free(void*);

static _Atomic int64_t now, peak;

static void* taken(void* memory) {
  if (!memory) return memory;
  int64_t held = atomic_fetch_add(&now, (int64_t)malloc_usable_size(memory)) + (int64_t)malloc_usable_size(memory);
  int64_t highest = atomic_load(&peak);
  while (held > highest && !atomic_compare_exchange_weak(&peak, &highest, held)) {}
  return memory;
}

static void given_back(void* memory) {
  if (memory) atomic_fetch_sub(&now, (int64_t)malloc_usable_size(memory));
}

void* malloc(size_t size) { return taken(__libc_malloc(size)); }
void* calloc(size_t count, size_t size) { return taken(__libc_calloc(count, size)); }
void free(void* memory) { given_back(memory); __libc_free(memory); }

void* realloc(void* memory, size_t size) {
  size_t before = memory ? malloc_usable_size(memory) : 0;
  void* moved = __libc_realloc(memory, size);
  if (moved || size == 0) atomic_fetch_sub(&now, (int64_t)before);
  return taken(moved);
}

void* memalign(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }
void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void** memory, size_t alignment, size_t size) {
  void* block = memalign(alignment, size);
  if (!block && size) return 12; // ENOMEM
  *memory = block;
  return 0;
}

int64_t allocations_now(void) { return atomic_load(&now); }
int64_t allocations_peak(void) { return atomic_load(&peak); }
void allocations_reset(void) { atomic_store(&peak, atomic_load(&now)); }
