#ifndef FEVM_CALLOCATOR_H
#define FEVM_CALLOCATOR_H

/// Lets the allocator keep freed memory, up to 64 MiB, instead of giving it back to the system.
/// Does nothing where the C library has no such setting.
void callocator_keep_freed_memory(void);

#endif
