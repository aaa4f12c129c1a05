#ifndef FEVM_CWORD_H
#define FEVM_CWORD_H

#include <stdint.h>

// What Swift cannot say about 64-bit limbs.

/// One hardware division of 128 by 64 bits.
///
/// Swift's `dividingFullWidth` calls a library routine; the instruction is several times faster.
/// The quotient must fit 64 bits (`high < divisor`), as for the instruction itself.
static inline uint64_t cword_divide_wide(uint64_t high, uint64_t low, uint64_t divisor, uint64_t *remainder) {
#if defined(__x86_64__)
  uint64_t quotient, rest;
  __asm__("divq %4" : "=a"(quotient), "=d"(rest) : "0"(low), "1"(high), "r"(divisor) : "cc");
  *remainder = rest;
  return quotient;
#else
  unsigned __int128 dividend = ((unsigned __int128)high << 64) | low;
  *remainder = (uint64_t)(dividend % divisor);
  return (uint64_t)(dividend / divisor);
#endif
}

/// Two limbs as one number: high · 2^64 + low.
typedef struct {
  uint64_t low, high;
} cword_wide;

/// a · b + x + y, which always fits 128 bits: a step of a long multiplication.
///
/// In Swift the same through UInt128 is as fast when optimised, but ten times slower when not, and
/// tests are not.
static inline cword_wide cword_multiply_add(uint64_t a, uint64_t b, uint64_t x, uint64_t y) {
  unsigned __int128 sum = (unsigned __int128)a * b + x + y;
  return (cword_wide){(uint64_t)sum, (uint64_t)(sum >> 64)};
}

/// a + b + carry: a step of a long addition.
static inline cword_wide cword_add(uint64_t a, uint64_t b, uint64_t carry) {
  unsigned __int128 sum = (unsigned __int128)a + b + carry;
  return (cword_wide){(uint64_t)sum, (uint64_t)(sum >> 64)};
}

/// Sixteen words of the calling thread, zero at first, for `ModulusMemory`: Swift has no
/// thread-local storage that costs one instruction.
uint64_t *cword_modulus_memory(void);

/// The value itself, out of the optimiser's sight: four limbs that pass here are moved one by one.
static inline uint64_t cword_opaque(uint64_t value) {
  __asm__("" : "+r"(value));
  return value;
}

#endif
