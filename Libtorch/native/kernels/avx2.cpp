// The kernels for AVX2 and FMA: CMakeLists.txt compiles this file alone with those instructions.
#define ATG_ISA avx2
#include "table.h"
#include "attention.h"
#include "depthwise.h"
#include "linear.h"

namespace archgen {

extern const KernelTable kernels_avx2{
  "avx2", ATG_ISA::W, ATG_ISA::most_vectors, ATG_ISA::most_rows,
  ATG_ISA::linear, ATG_ISA::norm, ATG_ISA::activate_all, ATG_ISA::depthwise_row, ATG_ISA::attention_pack, ATG_ISA::attention,
};

} // namespace archgen
