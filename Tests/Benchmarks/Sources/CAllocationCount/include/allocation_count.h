#pragma once
/// Calls of malloc, calloc and realloc since the program began. glibc only; 0 elsewhere.
unsigned long allocation_count(void);
