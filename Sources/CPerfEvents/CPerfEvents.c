#include "CPerfEvents.h"

#if defined(__linux__)

#include <linux/perf_event.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int cperf_open_instructions(void) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

uint64_t cperf_read(int counter) {
  uint64_t count = 0;
  return read(counter, &count, sizeof count) == (ssize_t)sizeof count ? count : 0;
}

#else

int cperf_open_instructions(void) { return -1; }

uint64_t cperf_read(int counter) {
  (void)counter;
  return 0;
}

#endif
