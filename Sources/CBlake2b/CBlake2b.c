#include "CBlake2b.h"

// The sixteen words in variables and the message schedule in the instructions. A round is a chain of
// 26 dependent operations whatever the width of the registers, so vectors gain next to nothing.

static const uint64_t initial_state[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

#define ROTR(x, n) (((x) >> (n)) | ((x) << (64 - (n))))

// The mixing function G (RFC 7693 §3.1).
#define MIX(a, b, c, d, x, y) \
  a += b + block[x];          \
  d = ROTR(d ^ a, 32);        \
  c += d;                     \
  b = ROTR(b ^ c, 24);        \
  a += b + block[y];          \
  d = ROTR(d ^ a, 16);        \
  c += d;                     \
  b = ROTR(b ^ c, 63);

// A round if one is left; the arguments are a row of SIGMA (RFC 7693 §2.7).
#define ROUND(s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15) \
  if (!rounds--) break;                                                             \
  MIX(v0, v4, v8, v12, s0, s1)                                                      \
  MIX(v1, v5, v9, v13, s2, s3)                                                      \
  MIX(v2, v6, v10, v14, s4, s5)                                                     \
  MIX(v3, v7, v11, v15, s6, s7)                                                     \
  MIX(v0, v5, v10, v15, s8, s9)                                                     \
  MIX(v1, v6, v11, v12, s10, s11)                                                   \
  MIX(v2, v7, v8, v13, s12, s13)                                                    \
  MIX(v3, v4, v9, v14, s14, s15)

void cblake2b_compress(uint64_t state[8], const uint64_t block[16], const uint64_t offset[2],
                       uint64_t last, uint32_t rounds) {
  uint64_t v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3];
  uint64_t v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7];
  uint64_t v8 = initial_state[0], v9 = initial_state[1];
  uint64_t v10 = initial_state[2], v11 = initial_state[3];
  uint64_t v12 = initial_state[4] ^ offset[0], v13 = initial_state[5] ^ offset[1];
  uint64_t v14 = initial_state[6] ^ last, v15 = initial_state[7];
  for (;;) {
    ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3)
    ROUND(11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4)
    ROUND(7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8)
    ROUND(9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13)
    ROUND(2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9)
    ROUND(12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11)
    ROUND(13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10)
    ROUND(6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5)
    ROUND(10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0)
  }
  state[0] ^= v0 ^ v8;
  state[1] ^= v1 ^ v9;
  state[2] ^= v2 ^ v10;
  state[3] ^= v3 ^ v11;
  state[4] ^= v4 ^ v12;
  state[5] ^= v5 ^ v13;
  state[6] ^= v6 ^ v14;
  state[7] ^= v7 ^ v15;
}
