#ifndef FEVM_CKECCAK_H
#define FEVM_CKECCAK_H

#include <stddef.h>
#include <stdint.h>

/// Keccak-f[1600] on 25 little-endian lanes (FIPS 202 §3.2).
void ckeccak_permute(uint64_t lanes[25]);

/// Keccak-256 with the original 0x01 padding, as Ethereum uses it (not SHA3-256).
/// `output` receives 32 bytes.
void ckeccak_256(const uint8_t *input, size_t count, uint8_t *output);

#endif
