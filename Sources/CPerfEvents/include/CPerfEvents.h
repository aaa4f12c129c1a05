#ifndef FEVM_CPERFEVENTS_H
#define FEVM_CPERFEVENTS_H

#include <stdint.h>

// Linux's counter of executed instructions. `syscall` takes a variable list of arguments, which
// Swift cannot call.

/// Opens a running counter of the calling thread's instructions in user mode: a file descriptor, or
/// -1 where there is none (another system, a virtual machine without counters, no permission).
int cperf_open_instructions(void);

/// What the counter stands at; 0 if it cannot be read.
uint64_t cperf_read(int counter);

#endif
