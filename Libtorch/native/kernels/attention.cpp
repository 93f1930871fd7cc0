// Softmax attention over strided views: heads, and blocks of queries, over threads.
#include "entry.h"

using namespace archgen;

struct atg_attention_call {
  int64_t batch, heads;
  AttentionShape shape;
  int64_t q_batch, q_head, k_batch, k_head, v_batch, v_head, out_batch, out_head;
  int64_t bias_batches, bias_batch, bias_head; // a batch takes the bias of its number modulo bias_batches
  const float* q;
  const float* k;
  const float* v;
  const float* bias;
  float* y;
};

namespace {
constexpr int64_t score_floats = 24 << 10; // of a block of queries
}

ATG_API int32_t atg_kernel_attention(const atg_attention_call* call) {
  return guarded<int32_t>(-1, [&] {
    const KernelTable& table = needed_table();
    const atg_attention_call& c = *call;
    const AttentionShape& s = c.shape;
    auto up = [&](int64_t n) { return (n + table.vector - 1) / table.vector * table.vector; };
    int64_t score_stride = up(s.keys), most = std::max(score_floats / score_stride / table.row_tile, int64_t{1}) * table.row_tile;
    int64_t pairs = c.batch * c.heads;
    int64_t threads = threads_for(2.0 * pairs * s.queries * s.keys * (s.depth + s.value_depth));
    // Few heads are shared out in parts, each of which lays out the keys and values for itself.
    int64_t parts = pairs % threads == 0 || pairs >= 8 * threads ? 1 : threads;
    split(pairs * parts, 1, threads, [&](int64_t from, int64_t to) {
      float* packed = scratch(Other).floats(s.depth * score_stride + s.keys * up(s.value_depth));
      float* scores = scratch(HiddenRows).floats(most * (score_stride + 1));
      for (int64_t task = from; task < to; task++) {
        int64_t part = task % parts, head = task / parts % c.heads, n = task / parts / c.heads;
        int64_t first = s.queries * part / parts, last = s.queries * (part + 1) / parts;
        if (task == from || part == 0)
          table.attention_pack(s, c.k + n * c.k_batch + head * c.k_head, c.v + n * c.v_batch + head * c.v_head, packed);
        const float* bias = c.bias ? c.bias + n % c.bias_batches * c.bias_batch + head * c.bias_head : nullptr;
        int64_t blocks = (last - first + most - 1) / most;
        for (int64_t b = 0; b < blocks; b++) {
          int64_t low = first + (last - first) * b / blocks, high = first + (last - first) * (b + 1) / blocks;
          table.attention(s, c.q + n * c.q_batch + head * c.q_head, packed, bias, low, high, scores, c.y + n * c.out_batch + head * c.out_head);
        }
      }
    });
    return 0;
  });
}
