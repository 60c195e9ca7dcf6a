/* A million calls, and the process is no larger after them. The number of calls may be given. */
#include "fixture.h"

static long resident(void) {
    long pages = 0, ignored;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &ignored, &pages) != 2) exit(1);
    fclose(file);
    return pages * 4;
}

static void call(undelivered_session *session, undelivered_diagnoser *diagnoser, const char *mail, size_t length, long number) {
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_text json;
    undelivered_error *error = NULL;
    struct ArrowSchema schema;
    struct ArrowArray array;
    undelivered_column column = UNDELIVERED_COLUMN_INIT;
    const int32_t offsets[] = {0, (int32_t)strlen(full)};
    undelivered_diagnose_reply(session, full, strlen(full), &error);
    undelivered_result(session, 0, &diagnosis);
    if (number % 64 == 0) {
        undelivered_result_json(session, &json);
        undelivered_result_explanation(session, 0, "ja", NULL, &json);
        undelivered_diagnose_reply(session, NULL, 1, &error);
        undelivered_error_free(error);
        undelivered_diagnose_message(session, mail, length, NULL);
        undelivered_result_json(session, &json);
        column.count = 1;
        column.offsets = offsets;
        column.bytes = (const uint8_t *)full;
        column.bytes_length = strlen(full);
        if (undelivered_diagnose_replies(session, &column, 1, &schema, &array, NULL) == UNDELIVERED_OK) {
            schema.release(&schema);
            array.release(&array);
        }
    }
    if (number % 4096 == 0) undelivered_session_replace_diagnoser(session, diagnoser, NULL);
}

int main(int argc, char **argv) {
    CHECK(argc >= 2);
    long calls = argc > 2 ? atol(argv[2]) : 1000000;
    size_t length;
    char path[4096];
    snprintf(path, sizeof path, "%s/postfix-three-recipients.eml", argv[1]);
    char *mail = read_file(path, &length);
    undelivered_diagnoser *diagnoser = all_packs();
    undelivered_session *session = session_of(diagnoser);
    for (long number = 0; number < calls / 10; ++number) call(session, diagnoser, mail, length, number);
    long before = resident();
    for (long number = calls / 10; number < calls; ++number) call(session, diagnoser, mail, length, number);
    long grown = resident() - before;
    printf("memory: %ld calls, %ld KiB before, %ld KiB more after\n", calls, before, grown);
    CHECK(grown < 1024);
    undelivered_session_free(session);
    undelivered_diagnoser_release(diagnoser);
    free(mail);
    REPORT("memory");
}
