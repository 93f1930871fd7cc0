// Calls any operator of libtorch by its schema's name, boxed: one path for some 2,000 operators, autograd included.
#include "internal.h"

#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/stack.h>
#include <algorithm>
#include <c10/core/GradMode.h>

using c10::IValue;
using c10::TypeKind;

namespace archgen {

at::Tensor unambiguous(const at::Tensor& input);
std::vector<int64_t> axes_by_stride(const at::Tensor& input);
std::vector<int64_t> inverse_of(const std::vector<int64_t>& axes);
bool is_wide_dilated(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef dilation, int64_t groups);
at::Tensor convolve_phases(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, int64_t dilation);
void guard_gradient(const at::Tensor& output, const at::Tensor& input);

namespace {

// What a schema wants for one argument, so that a C# number becomes the right kind of number.
enum class Want : uint8_t { Other, Tensor, Float, Int, Bool, Number, Ints, Floats, Bools, Tensors, OptionalTensors };

struct Argument {
  Want want;
  bool optional;
  atg_optional<IValue> fallback;
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Argument> arguments;
  bool guards_gradient;
  bool normalizes_batch;
  bool wants_row_major;
  bool may_be_wide;
  bool flattens_rows;
};

Want want_of(const c10::TypePtr& type) {
  switch (type->kind()) {
    case TypeKind::TensorType: return Want::Tensor;
    case TypeKind::FloatType: return Want::Float;
    case TypeKind::IntType: return Want::Int;
    case TypeKind::SymIntType: return Want::Int;
    case TypeKind::BoolType: return Want::Bool;
    case TypeKind::NumberType: return Want::Number;
    case TypeKind::ListType: {
      auto element = type->castRaw<c10::ListType>()->getElementType();
      switch (element->kind()) {
        case TypeKind::TensorType: return Want::Tensors;
        case TypeKind::OptionalType: return Want::OptionalTensors;
        case TypeKind::FloatType: return Want::Floats;
        case TypeKind::BoolType: return Want::Bools;
        default: return Want::Ints;
      }
    }
    default: return Want::Other;
  }
}

Argument describe(const c10::Argument& argument) {
  c10::TypePtr type = argument.type();
  bool optional = type->kind() == TypeKind::OptionalType;
  if (optional) type = type->castRaw<c10::OptionalType>()->getElementType();
  return {want_of(type), optional, argument.default_value()};
}

IValue number(Want want, int64_t value) {
  switch (want) {
    case Want::Float: return IValue(static_cast<double>(value));
    case Want::Bool: return IValue(value != 0);
    case Want::Ints: return IValue(c10::List<int64_t>({value}));
    default: return IValue(value);
  }
}

IValue tensors(Want want, const atg_value& value) {
  auto* handles = reinterpret_cast<const atg_tensor*>(value.payload);
  if (want == Want::OptionalTensors) {
    c10::List<atg_optional<at::Tensor>> list;
    list.reserve(value.extra);
    for (int32_t i = 0; i < value.extra; i++) {
      if (handles[i] == nullptr) list.push_back(atg_optional<at::Tensor>());
      else list.push_back(borrow(handles[i]));
    }
    return IValue(std::move(list));
  }
  c10::List<at::Tensor> list;
  list.reserve(value.extra);
  for (int32_t i = 0; i < value.extra; i++) list.push_back(borrow(handles[i]));
  return IValue(std::move(list));
}

IValue ints(Want want, const atg_value& value) {
  auto* first = reinterpret_cast<const int64_t*>(value.payload);
  if (want == Want::Bools) {
    c10::List<bool> list;
    for (int32_t i = 0; i < value.extra; i++) list.push_back(first[i] != 0);
    return IValue(std::move(list));
  }
  return IValue(std::vector<int64_t>(first, first + value.extra));
}

IValue box(const Operator& op, size_t index, const atg_value& value) {
  const Argument& argument = op.arguments[index];
  switch (value.tag) {
    case ATG_TENSOR: return IValue(borrow(reinterpret_cast<atg_tensor>(value.payload)));
    case ATG_INT: return number(argument.want, value.payload);
    case ATG_DOUBLE: {
      double real;
      static_assert(sizeof real == sizeof value.payload, "a double fits the payload");
      __builtin_memcpy(&real, &value.payload, sizeof real);
      return IValue(real);
    }
    case ATG_BOOL: return argument.want == Want::Int ? IValue(value.payload) : IValue(value.payload != 0);
    case ATG_INTS: return ints(argument.want, value);
    case ATG_DOUBLES: {
      auto* first = reinterpret_cast<const double*>(value.payload);
      return IValue(std::vector<double>(first, first + value.extra));
    }
    case ATG_TENSORS: return tensors(argument.want, value);
    case ATG_STRING: return IValue(std::string(reinterpret_cast<const char*>(value.payload), value.extra));
    case ATG_DEVICE:
      return IValue(c10::Device(static_cast<c10::DeviceType>(value.payload), static_cast<c10::DeviceIndex>(value.extra)));
    case ATG_GENERATOR: return IValue(*reinterpret_cast<at::Generator*>(value.payload));
    case ATG_DEFAULT:
      TORCH_CHECK(argument.fallback.has_value(), toString(op.handle.schema()), ": argument ", index, " has no default");
      return *argument.fallback;
    default: // none
      return argument.want == Want::Tensor && !argument.optional ? IValue(at::Tensor()) : IValue();
  }
}

// Lives until the thread's next call that returns a list of tensors; C# copies it at once.
thread_local std::vector<atg_tensor> returned_list;

void unbox(IValue& value, atg_value* out) {
  *out = {0, ATG_NONE, 0};
  if (value.isTensor()) {
    *out = {reinterpret_cast<int64_t>(give(std::move(value).toTensor())), ATG_TENSOR, 0};
  } else if (value.isTensorList()) {
    returned_list.clear();
    for (at::Tensor tensor : value.toTensorVector()) returned_list.push_back(give(std::move(tensor)));
    *out = {reinterpret_cast<int64_t>(returned_list.data()), ATG_TENSORS, static_cast<int32_t>(returned_list.size())};
  } else if (value.isBool()) {
    *out = {value.toBool(), ATG_BOOL, 0};
  } else if (value.isInt()) {
    *out = {value.toInt(), ATG_INT, 0};
  } else if (value.isDouble()) {
    double real = value.toDouble();
    out->tag = ATG_DOUBLE;
    __builtin_memcpy(&out->payload, &real, sizeof real);
  }
}

// The stack of a thread is kept between calls. A call made inside another (from a hook) takes a fresh one: kernels
// hold references into theirs.
struct StackLease {
  torch::jit::Stack own;
  bool nested;
  static thread_local torch::jit::Stack kept;
  static thread_local bool in_use;
  StackLease() : nested(in_use) { in_use = true; }
  torch::jit::Stack& stack() { return nested ? own : kept; }
  ~StackLease() {
    if (nested) return;
    kept.clear();
    in_use = false;
  }
};
thread_local torch::jit::Stack StackLease::kept;
thread_local bool StackLease::in_use = false;

// True for a linear layer of rows that libtorch would multiply first and add the bias to in a second pass; of a matrix it does both in one.
bool adds_bias_apart(const torch::jit::Stack& stack) {
  const auto& input = stack[0].toTensor();
  return stack[2].isTensor() && stack[2].toTensor().defined() && (input.dim() > 3 || (input.dim() == 3 && !input.is_contiguous())) && input.numel() > 0;
}

// A dilated depthwise convolution that would take the slow path, done the other way; undefined where it isn't one.
at::Tensor convolve_wide(const torch::jit::Stack& stack) {
  auto dilation = stack[5].toIntVector();
  if (std::all_of(dilation.begin(), dilation.end(), [](int64_t step) { return step == 1; })) return {};
  const auto &input = stack[0].toTensor(), &weight = stack[1].toTensor();
  std::vector<int64_t> padding;
  if (!stack[4].isString()) padding = stack[4].toIntVector();
  else if (stack[4].toStringRef() == "same" && weight.dim() == 4) padding = {dilation[0] * (weight.size(2) / 2)};
  else return {};
  if (!is_wide_dilated(input, weight, stack[3].toIntVector(), padding, dilation, stack[6].toInt())) return {};
  return convolve_phases(input, weight, stack[2].isNone() ? at::Tensor() : stack[2].toTensor(), dilation[0]);
}

} // namespace
} // namespace archgen

using namespace archgen;

ATG_API atg_op atg_find(const char* name, const char* overload) {
  return guarded<atg_op>(nullptr, [&]() -> atg_op {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(handle.has_value(), "this libtorch (", TORCH_VERSION, ") has no operator ", name, *overload ? "." : "", overload);
    std::string plain = name;
    bool guards = plain == "aten::gelu" || plain == "aten::batch_norm";
    auto* op = new Operator{*handle, {}, guards, plain == "aten::batch_norm", plain == "aten::gelu" || plain == "aten::gelu_", plain == "aten::conv2d", plain == "aten::linear"};
    for (const auto& argument : handle->schema().arguments()) op->arguments.push_back(describe(argument));
    return op;
  });
}

// Results beyond `capacity` are dropped: an in-place call passes 0 and keeps the handle that it has.
ATG_API int32_t atg_call(atg_op handle, const atg_value* arguments, int32_t count, atg_value* results, int32_t capacity) {
  return guarded<int32_t>(-1, [&]() -> int32_t {
    auto& op = *static_cast<Operator*>(handle);
    StackLease lease;
    auto& stack = lease.stack();
    size_t wanted = op.arguments.size();
    TORCH_CHECK(static_cast<size_t>(count) <= wanted, toString(op.handle.schema()), ": ", count, " arguments were given");
    stack.reserve(wanted);
    static const atg_value missing{0, ATG_DEFAULT, 0};
    for (size_t i = 0; i < wanted; i++)
      stack.push_back(box(op, i, i < static_cast<size_t>(count) ? arguments[i] : missing));
    if (op.normalizes_batch && c10::GradMode::is_enabled()) stack[0] = unambiguous(stack[0].toTensor());
    std::vector<int64_t> axes;
    if (op.wants_row_major && !stack[0].toTensor().is_contiguous()) {
      axes = axes_by_stride(stack[0].toTensor());
      at::Tensor ordered = stack[0].toTensor().permute(axes);
      if (op.handle.schema().is_mutable() && !ordered.is_contiguous()) axes.clear();
      else stack[0] = ordered.contiguous();
    }
    std::vector<int64_t> rows;
    if (op.flattens_rows && adds_bias_apart(stack)) {
      rows = stack[0].toTensor().sizes().vec();
      stack[0] = stack[0].toTensor().reshape({-1, rows.back()});
    }
    if (op.may_be_wide) {
      IValue wide(convolve_wide(stack));
      if (wide.toTensor().defined()) {
        unbox(wide, &results[0]);
        return 1;
      }
    }
    at::Tensor input = op.guards_gradient && c10::GradMode::is_enabled() ? stack[0].toTensor() : at::Tensor();
    op.handle.callBoxed(stack);
    if (input.defined() && stack[0].isTensor() && stack[0].toTensor().requires_grad()) guard_gradient(stack[0].toTensor(), input);
    if (!rows.empty()) {
      rows.back() = stack[0].toTensor().size(-1);
      stack[0] = stack[0].toTensor().view(rows);
    }
    if (!axes.empty()) stack[0] = stack[0].toTensor().permute(inverse_of(axes));
    int32_t returned = static_cast<int32_t>(stack.size());
    for (int32_t i = 0; i < returned && i < capacity; i++) unbox(stack[i], &results[i]);
    return returned;
  });
}
