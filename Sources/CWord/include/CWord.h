#ifndef FEVM_CWORD_H
#define FEVM_CWORD_H

#include <stdint.h>

/// What Swift cannot say about 64-bit limbs: one hardware division of 128 by 64 bits.
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

#endif
