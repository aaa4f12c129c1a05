#ifndef FEVM_CBLAKE2B_H
#define FEVM_CBLAKE2B_H

#include <stdint.h>

/// BLAKE2b's compression function F with a free number of rounds (RFC 7693 §3.2, EIP-152).
///
/// `offset` counts the bytes hashed so far, low word first; `last` is all ones for the last block,
/// else zero.
void cblake2b_compress(uint64_t state[8], const uint64_t block[16], const uint64_t offset[2],
                       uint64_t last, uint32_t rounds);

#endif
