/*
 * A filter as mail servers call it: a bounce on standard input, JSON on standard output.
 *
 *     master.cf:   bounces unix - n n - 10 pipe flags=q user=nobody argv=/usr/local/bin/undelivered-filter
 *
 * Ends with 0, or with what sysexits.h asks for: the server then tries again later (75), or gives the mail back (65).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <undelivered.h>

/* Reads everything; NULL where there is no memory or the input cannot be read. */
static char *read_all(FILE *input, size_t *length) {
    size_t capacity = 1 << 16;
    char *bytes = malloc(capacity);
    *length = 0;
    while (bytes) {
        *length += fread(bytes + *length, 1, capacity - *length, input);
        if (ferror(input)) break;
        if (*length < capacity) return bytes;
        capacity *= 2;
        char *larger = realloc(bytes, capacity);
        if (!larger) break;
        bytes = larger;
    }
    free(bytes);
    return NULL;
}

static int exit_status(undelivered_status status) {
    switch (status) {
    case UNDELIVERED_OK: return EX_OK;
    case UNDELIVERED_EMPTY:
    case UNDELIVERED_TOO_LARGE: return EX_DATAERR;
    default: return EX_SOFTWARE;
    }
}

int main(void) {
    undelivered_builder *builder = NULL;
    undelivered_diagnoser *diagnoser = NULL;
    undelivered_session *session = NULL;
    undelivered_error *error = NULL;
    undelivered_text json;
    undelivered_status status;
    size_t length;

    char *mail = read_all(stdin, &length);
    if (!mail) {
        fprintf(stderr, "undelivered-filter: cannot read the mail: %s\n", strerror(errno));
        return EX_TEMPFAIL;
    }
    if ((status = undelivered_builder_create(&builder, &error)) == UNDELIVERED_OK
        && (status = undelivered_builder_add_builtin(builder, NULL, 0, &error)) == UNDELIVERED_OK
        && (status = undelivered_builder_build(builder, &diagnoser, &error)) == UNDELIVERED_OK
        && (status = undelivered_session_create(diagnoser, &session, &error)) == UNDELIVERED_OK
        && (status = undelivered_diagnose_message(session, mail, length, &error)) == UNDELIVERED_OK
        && (status = undelivered_result_json(session, &json)) == UNDELIVERED_OK) {
        fwrite(json.data, 1, json.length, stdout);
        putchar('\n');
    }
    if (error) fprintf(stderr, "undelivered-filter: %s\n", undelivered_error_message(error).data);
    int result = exit_status(status);
    if (result == EX_OK && fflush(stdout) != 0) result = EX_TEMPFAIL;
    undelivered_error_free(error);
    undelivered_session_free(session);
    undelivered_diagnoser_release(diagnoser);
    undelivered_builder_free(builder);
    free(mail);
    return result;
}
