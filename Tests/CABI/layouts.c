/* Prints the layout of every struct of the header: what .ci/packaging/layouts.txt holds for 64-bit systems. */
#include <stdio.h>
#include <undelivered.h>

#define STRUCT(type) printf(#type " %zu\n", sizeof(type))
#define MEMBER(type, member) printf(#type ".%s %zu %zu\n", #member, offsetof(type, member), sizeof(((type *)0)->member))

int main(void) {
#include "layouts.inc"
    return 0;
}
