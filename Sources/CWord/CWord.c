#include "CWord.h"
