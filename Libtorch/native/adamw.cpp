// One Adam or AdamW step over a whole list of parameters: a single pass over each one's memory, no temporaries.
#include "internal.h"

#include <ATen/Parallel.h>
#include <cmath>
#include <c10/core/GradMode.h>

using namespace archgen;

struct atg_adam_options {
  double lr, beta1, beta2, eps, weight_decay;
  int32_t decoupled; // 1: AdamW's decay of the weight itself; 0: Adam's, added to the gradient
  int32_t maximize;
};

namespace {

struct Rates {
  double beta1, beta2, eps, sign, gradient_decay, weight_scale, step_size, root_correction2;
};

template <class T>
inline __attribute__((always_inline)) void update_body(T* __restrict p, const T* __restrict g, T* __restrict m, T* __restrict v,
                                                       T* __restrict top, int64_t n, const Rates& r) {
  const T beta1 = r.beta1, beta2 = r.beta2, rest1 = 1 - r.beta1, rest2 = 1 - r.beta2, eps = r.eps, sign = r.sign;
  const T gradient_decay = r.gradient_decay, weight_scale = r.weight_scale, step_size = r.step_size, root = r.root_correction2;
  if (top == nullptr) {
    for (int64_t i = 0; i < n; i++) {
      T gradient = sign * g[i] + gradient_decay * p[i];
      m[i] = beta1 * m[i] + rest1 * gradient;
      v[i] = beta2 * v[i] + rest2 * gradient * gradient;
      p[i] = p[i] * weight_scale - step_size * m[i] / (std::sqrt(v[i]) / root + eps);
    }
    return;
  }
  for (int64_t i = 0; i < n; i++) {
    T gradient = sign * g[i] + gradient_decay * p[i];
    m[i] = beta1 * m[i] + rest1 * gradient;
    v[i] = beta2 * v[i] + rest2 * gradient * gradient;
    top[i] = top[i] > v[i] ? top[i] : v[i];
    p[i] = p[i] * weight_scale - step_size * m[i] / (std::sqrt(top[i]) / root + eps);
  }
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ATG_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ATG_CLONES
#endif

ATG_CLONES void update_float(float* p, const float* g, float* m, float* v, float* top, int64_t n, const Rates& r) {
  update_body<float>(p, g, m, v, top, n, r);
}

ATG_CLONES void update_double(double* p, const double* g, double* m, double* v, double* top, int64_t n, const Rates& r) {
  update_body<double>(p, g, m, v, top, n, r);
}

bool plain(const at::Tensor& tensor, const at::Tensor& like) {
  return tensor.is_cpu() && tensor.scalar_type() == like.scalar_type() && tensor.is_contiguous() && tensor.numel() == like.numel();
}

template <class T, class F> void run(F update, const at::Tensor& p, const at::Tensor& g, const at::Tensor& m, const at::Tensor& v,
                                     const at::Tensor& top, const Rates& rates) {
  T* pd = p.data_ptr<T>(); T* gd = g.data_ptr<T>(); T* md = m.data_ptr<T>(); T* vd = v.data_ptr<T>();
  T* td = top.defined() ? top.data_ptr<T>() : nullptr;
  at::parallel_for(0, p.numel(), 1 << 15, [&](int64_t from, int64_t to) {
    update(pd + from, gd + from, md + from, vd + from, td ? td + from : nullptr, to - from, rates);
  });
}

// Any dtype, device or layout, in libtorch's own operators.
void update_by_operators(at::Tensor p, at::Tensor g, at::Tensor m, at::Tensor v, at::Tensor top, const Rates& r) {
  g = g.mul(r.sign);
  if (r.gradient_decay != 0) g = g.add(p, r.gradient_decay);
  p.mul_(r.weight_scale);
  m.mul_(r.beta1).add_(g, 1 - r.beta1);
  v.mul_(r.beta2).addcmul_(g, g, 1 - r.beta2);
  at::Tensor second = v;
  if (top.defined()) second = top.copy_(top.maximum(v));
  p.addcdiv_(m, second.sqrt().div_(r.root_correction2).add_(r.eps), -r.step_size);
}

} // namespace

// `steps` holds each parameter's step number, the one being taken included. `tops` is null without amsgrad.
ATG_API int32_t atg_adam(const atg_tensor* params, const atg_tensor* grads, const atg_tensor* firsts, const atg_tensor* seconds,
                         const atg_tensor* tops, const int64_t* steps, int64_t count, const atg_adam_options* options) {
  return guarded<int32_t>(-1, [&] {
    c10::AutoGradMode no_grad(false);
    for (int64_t i = 0; i < count; i++) {
      at::Tensor p = borrow(params[i]), g = borrow(grads[i]), m = borrow(firsts[i]), v = borrow(seconds[i]);
      at::Tensor top = tops ? borrow(tops[i]) : at::Tensor();
      const auto& o = *options;
      Rates r{o.beta1, o.beta2, o.eps, o.maximize ? -1.0 : 1.0,
              o.decoupled ? 0.0 : o.weight_decay, o.decoupled ? 1.0 - o.lr * o.weight_decay : 1.0,
              o.lr / (1.0 - std::pow(o.beta1, static_cast<double>(steps[i]))),
              std::sqrt(1.0 - std::pow(o.beta2, static_cast<double>(steps[i])))};
      bool fused = p.is_contiguous() && p.is_cpu() && plain(m, p) && plain(v, p) && (!top.defined() || plain(top, p));
      if (fused && g.scalar_type() == p.scalar_type() && g.is_cpu() && !g.is_sparse()) {
        g = g.contiguous();
        if (p.scalar_type() == at::kFloat) { run<float>(update_float, p, g, m, v, top, r); p.unsafeGetTensorImpl()->bump_version(); continue; }
        if (p.scalar_type() == at::kDouble) { run<double>(update_double, p, g, m, v, top, r); p.unsafeGetTensorImpl()->bump_version(); continue; }
      }
      update_by_operators(p, g, m, v, top, r);
    }
    return 0;
  });
}
