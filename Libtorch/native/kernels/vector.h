// A vector of floats, AVX-512 or AVX2 with FMA, by what the file that includes this is compiled for.
#pragma once
#include <immintrin.h>

#define ATG_INLINE inline __attribute__((always_inline))

namespace archgen {
namespace ATG_ISA {

#if defined(__AVX512F__)

typedef __m512 vec;
typedef __m512i ivec;
typedef __mmask16 part; // the first lanes of a vector
constexpr int64_t W = 16;

ATG_INLINE vec load(const float* p) { return _mm512_loadu_ps(p); }
ATG_INLINE void store(float* p, vec v) { _mm512_storeu_ps(p, v); }
ATG_INLINE part first(int64_t n) { return static_cast<part>((1u << n) - 1); }
ATG_INLINE vec load(const float* p, part m) { return _mm512_maskz_loadu_ps(m, p); }
ATG_INLINE void store(float* p, vec v, part m) { _mm512_mask_storeu_ps(p, m, v); }
ATG_INLINE vec all(float x) { return _mm512_set1_ps(x); }
ATG_INLINE vec fma(vec a, vec b, vec c) { return _mm512_fmadd_ps(a, b, c); }
ATG_INLINE vec smaller(vec a, vec b) { return _mm512_min_ps(a, b); } // b where either is NaN
ATG_INLINE vec larger(vec a, vec b) { return _mm512_max_ps(a, b); }  // b where either is NaN
ATG_INLINE vec nearest(vec a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
ATG_INLINE vec times_two_to(vec p, vec n) { return _mm512_scalef_ps(p, n); } // n a whole number above -127
ATG_INLINE vec choose(part m, vec a, vec b) { return _mm512_mask_mov_ps(b, m, a); } // a in the part's lanes
ATG_INLINE float sum(vec v) { return _mm512_reduce_add_ps(v); }
ATG_INLINE float largest(vec v) { return _mm512_reduce_max_ps(v); }

#else

typedef __m256 vec;
typedef __m256i part;
constexpr int64_t W = 8;

ATG_INLINE vec load(const float* p) { return _mm256_loadu_ps(p); }
ATG_INLINE void store(float* p, vec v) { _mm256_storeu_ps(p, v); }
ATG_INLINE part first(int64_t n) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(n)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
ATG_INLINE vec load(const float* p, part m) { return _mm256_maskload_ps(p, m); }
ATG_INLINE void store(float* p, vec v, part m) { _mm256_maskstore_ps(p, m, v); }
ATG_INLINE vec all(float x) { return _mm256_set1_ps(x); }
ATG_INLINE vec fma(vec a, vec b, vec c) { return _mm256_fmadd_ps(a, b, c); }
ATG_INLINE vec smaller(vec a, vec b) { return _mm256_min_ps(a, b); }
ATG_INLINE vec larger(vec a, vec b) { return _mm256_max_ps(a, b); }
ATG_INLINE vec nearest(vec a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
ATG_INLINE vec times_two_to(vec p, vec n) {
  return p * _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23));
}
ATG_INLINE vec choose(part m, vec a, vec b) { return _mm256_blendv_ps(b, a, _mm256_castsi256_ps(m)); }
ATG_INLINE float sum(vec v) {
  __m128 half = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  half = _mm_add_ps(half, _mm_movehl_ps(half, half));
  return _mm_cvtss_f32(_mm_add_ss(half, _mm_movehdup_ps(half)));
}
ATG_INLINE float largest(vec v) {
  __m128 half = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  half = _mm_max_ps(half, _mm_movehl_ps(half, half));
  return _mm_cvtss_f32(_mm_max_ss(half, _mm_movehdup_ps(half)));
}

#endif

ATG_INLINE int64_t up(int64_t n, int64_t to) { return (n + to - 1) / to * to; }

} // namespace ATG_ISA
} // namespace archgen
