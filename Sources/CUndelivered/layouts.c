/* The layouts of the structs that cross the interface, checked wherever the library is compiled. */
#include "undelivered.h"

#define LAYOUT(type, size, last, offset) \
    _Static_assert(sizeof(type) == (size), "the size of " #type " has changed"); \
    _Static_assert(offsetof(type, last) == (offset), "the members of " #type " have moved")

#if UINTPTR_MAX == UINT64_MAX
LAYOUT(undelivered_text, 16, length, 8);
LAYOUT(undelivered_diagnostic, 88, reserved, 84);
LAYOUT(undelivered_limits, 64, recipients, 56);
LAYOUT(undelivered_diagnoser_info, 48, layout_count, 44);
LAYOUT(undelivered_delivery, 152, reserved, 148);
LAYOUT(undelivered_mail, 32, backscatter, 28);
LAYOUT(undelivered_diagnosis, 288, evidence_count, 284);
LAYOUT(undelivered_evidence, 56, end, 48);
LAYOUT(undelivered_alternative, 32, confidence, 24);
LAYOUT(undelivered_rule_match, 48, weight, 44);
LAYOUT(undelivered_column, 88, buffer_count, 80);
#endif
