/* A test is a line that must hold. */
#ifndef CHECK_H
#define CHECK_H
#include <stdio.h>
#include <string.h>

static int checks, failures;

#define CHECK(condition) \
    do { \
        ++checks; \
        if (!(condition)) { \
            ++failures; \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
        } \
    } while (0)

#define CHECK_STATUS(call, expected) \
    do { \
        int32_t got_ = (call); \
        ++checks; \
        if (got_ != (expected)) { \
            ++failures; \
            fprintf(stderr, "%s:%d: %s gave %d (%s), not %s\n", __FILE__, __LINE__, #call, (int)got_, undelivered_status_text(got_), #expected); \
        } \
    } while (0)

/* A text is present, ends with NUL, and says this. */
#define CHECK_TEXT(text, expected) CHECK((text).data && strlen((text).data) == (text).length && strcmp((text).data, (expected)) == 0)

#define REPORT(name) \
    do { \
        printf("%s: %d checks, %d failures\n", name, checks, failures); \
        return failures ? 1 : 0; \
    } while (0)
#endif
