#include "CWord.h"

static _Thread_local uint64_t modulus_memory[16];

uint64_t *cword_modulus_memory(void) { return modulus_memory; }
