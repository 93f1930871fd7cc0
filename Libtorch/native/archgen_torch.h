// The C interface between libtorch and C#. Every function that can fail returns a negative number or null and
// leaves libtorch's message for atg_last_error(); none lets a C++ exception out.
//
// A tensor is passed as its TensorImpl, one reference held by whoever holds the handle: no boxes on the heap.
#pragma once
#include <cstdint>

#define ATG_API extern "C" __attribute__((visibility("default")))

typedef void* atg_tensor;
typedef void* atg_op;

enum atg_tag : int32_t {
  ATG_NONE = 0,
  ATG_TENSOR = 1,
  ATG_INT = 2,
  ATG_DOUBLE = 3,
  ATG_BOOL = 4,
  ATG_INTS = 5,       // payload: const int64_t*, extra: count
  ATG_DOUBLES = 6,    // payload: const double*, extra: count
  ATG_TENSORS = 7,    // payload: const atg_tensor* (null for none), extra: count
  ATG_STRING = 8,     // payload: const char* (UTF-8), extra: bytes
  ATG_DEVICE = 9,     // payload: type, extra: index
  ATG_GENERATOR = 10, // payload: at::Generator*
  ATG_DEFAULT = 11,   // whatever the operator's schema says
};

// One argument or result: 16 bytes.
struct atg_value {
  int64_t payload;
  int32_t tag;
  int32_t extra;
};

struct atg_meta {
  const int64_t* sizes;
  const int64_t* strides;
  void* data;
  int64_t dim;
  int64_t numel;
  int64_t storage_offset;
  int64_t element_size;
  int32_t dtype;
  int32_t device_type;
  int32_t device_index;
  int32_t flags; // the atg_flag bits
};

enum atg_flag : int32_t {
  ATG_REQUIRES_GRAD = 1,
  ATG_LEAF = 2,
  ATG_CONTIGUOUS = 4,
  ATG_SPARSE = 8,
  ATG_QUANTIZED = 16,
  ATG_CONJ = 32,
  ATG_NEG = 64,
  ATG_INFERENCE = 128,
};

ATG_API const char* atg_last_error();
