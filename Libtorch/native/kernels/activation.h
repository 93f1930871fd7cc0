// Activations on vectors; a NaN stays a NaN.
#pragma once
#include "vector.h"

namespace archgen {
namespace ATG_ISA {

constexpr float log2_e = 1.44269504f;

// 2^x to about 2e-7, relatively; beyond 126 to either side it is as at 126.
ATG_INLINE vec two_to(vec x) {
  x = larger(all(-126.0f), smaller(all(126.0f), x));
  vec n = nearest(x), r = x - n;
  vec p = all(1.5403530e-4f); // log(2)^k / k!
  p = fma(p, r, all(1.3333558e-3f));
  p = fma(p, r, all(9.6181291e-3f));
  p = fma(p, r, all(5.5504109e-2f));
  p = fma(p, r, all(0.24022651f));
  p = fma(p, r, all(0.69314718f));
  p = fma(p, r, all(1.0f));
  return times_two_to(p, n);
}

// The normal distribution less a half, as x P(x²) / Q(x²): fitted to 1e-8 up to 5.6, where a float has no more of it. From there on x alone grows, up to
// a half, where it stays.
ATG_INLINE vec normal_less_half(vec x) {
  vec t = smaller(all(5.6f * 5.6f), x * x);
  vec p = all(2.215674520905628e-08f);
  p = fma(p, t, all(6.349013677348431e-06f));
  p = fma(p, t, all(0.00017334971690180484f));
  p = fma(p, t, all(0.0047042566732421725f));
  p = fma(p, t, all(0.034331214271637045f));
  p = fma(p, t, all(0.3989422335291783f));
  vec q = all(1.1799773125894754e-06f);
  q = fma(q, t, all(7.491833271981819e-05f));
  q = fma(q, t, all(0.0019102125507721138f));
  q = fma(q, t, all(0.028913696567195873f));
  q = fma(q, t, all(0.25272140984161384f));
  q = fma(q, t, all(1.0f));
  return larger(all(-0.5f), smaller(all(0.5f), x * p / q));
}

ATG_INLINE vec sigmoid(vec x) { return all(1.0f) / (all(1.0f) + two_to(x * all(-log2_e))); }

template <Activation A> ATG_INLINE vec activate(vec x) {
  switch (A) {
    case Activation::Gelu: return x * (all(0.5f) + normal_less_half(x));
    case Activation::GeluTanh: return x * sigmoid(x * fma(x * x, all(2 * 0.7978845608 * 0.044715), all(2 * 0.7978845608)));
    case Activation::Silu: return x * sigmoid(x);
    case Activation::Relu: return larger(all(0.0f), x);
    case Activation::Hardswish: return x * (larger(all(0.0f), smaller(all(6.0f), x + all(3.0f))) * all(1.0f / 6));
    case Activation::Sigmoid: return sigmoid(x);
    default: return x;
  }
}

// Calls `body` with the activation as a constant.
template <class F> ATG_INLINE void with_activation(Activation activation, F&& body) {
  switch (activation) {
    case Activation::Gelu: body.template run<Activation::Gelu>(); break;
    case Activation::GeluTanh: body.template run<Activation::GeluTanh>(); break;
    case Activation::Silu: body.template run<Activation::Silu>(); break;
    case Activation::Relu: body.template run<Activation::Relu>(); break;
    case Activation::Hardswish: body.template run<Activation::Hardswish>(); break;
    case Activation::Sigmoid: body.template run<Activation::Sigmoid>(); break;
    default: body.template run<Activation::None>(); break;
  }
}

} // namespace ATG_ISA
} // namespace archgen
