// Tensor handles: references and metadata.
#include "internal.h"

using namespace archgen;

ATG_API void atg_retain(atg_tensor handle) {
  c10::raw::intrusive_ptr::incref(static_cast<c10::TensorImpl*>(handle));
}

ATG_API void atg_release(atg_tensor handle) {
  guarded<int>(0, [&] {
    auto drop = at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(handle)));
    return 0;
  });
}

// Sizes and strides are borrowed: they live as long as the tensor and until it is resized.
ATG_API int32_t atg_describe(atg_tensor handle, atg_meta* out) {
  return guarded<int32_t>(-1, [&]() -> int32_t {
    const at::Tensor tensor = borrow(handle);
    bool strided = tensor.layout() == c10::kStrided;
    out->sizes = tensor.sizes().data();
    out->strides = strided ? tensor.strides().data() : nullptr;
    out->data = strided && tensor.has_storage() ? tensor.data_ptr() : nullptr;
    out->dim = tensor.dim();
    out->numel = tensor.numel();
    out->storage_offset = strided ? tensor.storage_offset() : 0;
    out->element_size = static_cast<int64_t>(tensor.element_size());
    out->dtype = static_cast<int32_t>(tensor.scalar_type());
    out->device_type = static_cast<int32_t>(tensor.device().type());
    out->device_index = tensor.device().index();
    int32_t flags = 0;
    if (tensor.requires_grad()) flags |= ATG_REQUIRES_GRAD;
    if (tensor.is_leaf()) flags |= ATG_LEAF;
    if (strided && tensor.is_contiguous()) flags |= ATG_CONTIGUOUS;
    if (tensor.is_sparse()) flags |= ATG_SPARSE;
    if (tensor.is_quantized()) flags |= ATG_QUANTIZED;
    if (tensor.is_conj()) flags |= ATG_CONJ;
    if (tensor.is_neg()) flags |= ATG_NEG;
    if (tensor.is_inference()) flags |= ATG_INFERENCE;
    out->flags = flags;
    return 0;
  });
}

// The three reads that generated code makes most; they can't fail on a strided tensor.
ATG_API int64_t atg_dim(atg_tensor handle) { return static_cast<c10::TensorImpl*>(handle)->dim(); }

ATG_API int64_t atg_numel(atg_tensor handle) { return static_cast<c10::TensorImpl*>(handle)->numel(); }

ATG_API const int64_t* atg_sizes(atg_tensor handle) { return static_cast<c10::TensorImpl*>(handle)->sizes().data(); }

ATG_API int32_t atg_dtype(atg_tensor handle) {
  return static_cast<int32_t>(c10::typeMetaToScalarType(static_cast<c10::TensorImpl*>(handle)->dtype()));
}
