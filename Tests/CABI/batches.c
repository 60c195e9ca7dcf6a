/* Columns in, columns out: every layout, nulls, columns that lie, and what Arrow's interface asks of those who give. */
#include "fixture.h"

static const char texts[] = "552 mailbox full550 5.1.1 user unknown";
enum { first_length = 16, second_length = sizeof texts - 1 - first_length };

/* The text of a dictionary column in one row; NULL for a null. */
static const char *word(const struct ArrowArray *table, int64_t column, int64_t row, size_t *length) {
    const struct ArrowArray *array = table->children[column];
    const uint8_t *validity = (const uint8_t *)array->buffers[0];
    if (validity && !(validity[row >> 3] >> (row & 7) & 1)) return NULL;
    int32_t number = ((const int32_t *)array->buffers[1])[row];
    const int32_t *offsets = (const int32_t *)array->dictionary->buffers[1];
    *length = (size_t)(offsets[number + 1] - offsets[number]);
    return (const char *)array->dictionary->buffers[2] + offsets[number];
}

static int says(const struct ArrowArray *table, int64_t column, int64_t row, const char *expected) {
    size_t length = 0;
    const char *text = word(table, column, row, &length);
    return expected ? text && length == strlen(expected) && memcmp(text, expected, length) == 0 : text == NULL;
}

static void replies_of(undelivered_session *session, const undelivered_column *column, int has_null) {
    struct ArrowSchema schema;
    struct ArrowArray array;
    undelivered_error *error = NULL;
    CHECK_STATUS(undelivered_diagnose_replies(session, column, 1, &schema, &array, &error), UNDELIVERED_OK);
    if (error) {
        fprintf(stderr, "%s\n", undelivered_error_message(error).data);
        undelivered_error_free(error);
        return;
    }
    CHECK(strcmp(schema.format, "+s") == 0 && schema.n_children == 10 && array.n_children == 10);
    CHECK(array.length == (int64_t)column->count && array.n_buffers == 1 && array.null_count == 0);
    CHECK(strcmp(schema.children[0]->name, "cause") == 0 && strcmp(schema.children[0]->format, "i") == 0);
    CHECK(strcmp(schema.children[0]->dictionary->format, "u") == 0);
    CHECK(says(&array, 0, 0, "mailbox.full"));
    CHECK(says(&array, 0, 1, has_null ? NULL : "address.unknown-user"));
    CHECK(says(&array, 2, 0, "recipient"));
    CHECK(((const uint16_t *)array.children[7]->buffers[1])[0] == 552);
    CHECK(array.children[0]->null_count == has_null);
    struct ArrowSchema second_schema;
    struct ArrowArray second;
    CHECK_STATUS(undelivered_arrow_share(&schema, &array, &second_schema, &second), UNDELIVERED_OK);
    /* A child may be moved out and outlive its parent. */
    struct ArrowArray moved = *array.children[0];
    array.children[0]->release = NULL;
    array.release(&array);
    schema.release(&schema);
    CHECK(array.release == NULL && schema.release == NULL);
    CHECK(((const int32_t *)moved.buffers[1])[0] == 0);
    moved.release(&moved);
    CHECK(moved.release == NULL);
    CHECK(says(&second, 0, 0, "mailbox.full") && strcmp(second_schema.children[0]->name, "cause") == 0);
    second.release(&second);
    second_schema.release(&second_schema);
    CHECK_STATUS(undelivered_arrow_share(&schema, &array, &second_schema, &second), UNDELIVERED_INVALID_ARGUMENT);
}

static void layouts(undelivered_session *session) {
    const int32_t narrow[] = {0, first_length, first_length + second_length};
    const int64_t wide[] = {0, first_length, first_length + second_length};
    const uint8_t first_only[] = {1};
    undelivered_column column = UNDELIVERED_COLUMN_INIT;
    column.count = 2;
    column.offsets = narrow;
    column.bytes = (const uint8_t *)texts;
    column.bytes_length = sizeof texts - 1;
    replies_of(session, &column, 0);
    column.validity = first_only;
    replies_of(session, &column, 1);
    column.validity = NULL;
    column.layout = UNDELIVERED_OFFSETS_64;
    column.offsets = wide;
    replies_of(session, &column, 0);

    struct { int32_t length; char prefix[4]; int32_t buffer, offset; } views[3] = {
        {0, "", 0, 0}, {first_length, "552 ", 1, 0}, {second_length, "550 ", 1, first_length} };
    const void *buffers[] = {"", texts};
    const int64_t lengths[] = {0, sizeof texts - 1};
    undelivered_column viewed = UNDELIVERED_COLUMN_INIT;
    viewed.layout = UNDELIVERED_VIEWS;
    viewed.first = 1;
    viewed.count = 2;
    viewed.offsets = views;
    viewed.buffers = buffers;
    viewed.buffer_lengths = lengths;
    viewed.buffer_count = 2;
    replies_of(session, &viewed, 0);
    memcpy(views[1].prefix, "552 mailbox ", 12); /* short texts stand in the view itself */
    views[1].length = 12;
    struct ArrowSchema schema;
    struct ArrowArray array;
    CHECK_STATUS(undelivered_diagnose_replies(session, &viewed, 1, &schema, &array, NULL), UNDELIVERED_OK);
    CHECK(((const uint16_t *)array.children[7]->buffers[1])[0] == 552);
    schema.release(&schema);
    array.release(&array);
}

/* Chunks are answered as one column. */
static void chunks(undelivered_session *session) {
    const int32_t offsets[] = {0, first_length, first_length + second_length};
    struct ArrowSchema schema;
    struct ArrowArray array;
    undelivered_column columns[] = {UNDELIVERED_COLUMN_INIT, UNDELIVERED_COLUMN_INIT};
    for (int index = 0; index < 2; ++index) {
        columns[index].count = 1;
        columns[index].first = (uint64_t)index;
        columns[index].offsets = offsets;
        columns[index].bytes = (const uint8_t *)texts;
        columns[index].bytes_length = sizeof texts - 1;
    }
    CHECK_STATUS(undelivered_diagnose_replies(session, columns, 2, &schema, &array, NULL), UNDELIVERED_OK);
    CHECK(array.length == 2 && says(&array, 0, 0, "mailbox.full") && says(&array, 0, 1, "address.unknown-user"));
    schema.release(&schema);
    array.release(&array);
    CHECK_STATUS(undelivered_diagnose_replies(session, NULL, 0, &schema, &array, NULL), UNDELIVERED_OK);
    CHECK(array.length == 0 && array.n_children == 10);
    schema.release(&schema);
    array.release(&array);
    CHECK_STATUS(undelivered_diagnose_replies(session, columns, (size_t)-1, &schema, &array, NULL), UNDELIVERED_INVALID_ARGUMENT);
}

/* Texts that come again have the same answers, nulls among them or not. */
static void repetitions(undelivered_session *session) {
    enum { rows = 1000 };
    char bytes[rows * 40];
    int32_t offsets[rows + 1] = {0};
    uint8_t validity[rows / 8 + 1] = {0};
    struct ArrowSchema schema;
    struct ArrowArray array;
    undelivered_column column = UNDELIVERED_COLUMN_INIT;
    for (int row = 0; row < rows; ++row) {
        char text[40];
        int length = row % 3 == 2 ? snprintf(text, sizeof text, "what %d", row)
                                  : snprintf(text, sizeof text, "%s", row % 3 ? "550 5.1.1 user unknown" : "552 mailbox full");
        memcpy(bytes + offsets[row], text, (size_t)length);
        offsets[row + 1] = offsets[row] + length;
        if (row % 10) validity[row >> 3] |= (uint8_t)(1 << (row & 7));
    }
    column.count = rows;
    column.offsets = offsets;
    column.bytes = (const uint8_t *)bytes;
    column.bytes_length = (uint64_t)offsets[rows];
    column.validity = validity;
    CHECK_STATUS(undelivered_diagnose_replies(session, &column, 1, &schema, &array, NULL), UNDELIVERED_OK);
    int wrong = array.length != rows;
    for (int row = 0; row < rows; ++row) {
        const char *cause = row % 3 == 0 ? "mailbox.full" : row % 3 == 1 ? "address.unknown-user" : "undetermined";
        if (!says(&array, 0, row, row % 10 ? cause : NULL)) ++wrong;
        if (row % 10 && row % 3 == 0 && ((const uint16_t *)array.children[7]->buffers[1])[row] != 552) ++wrong;
        if (row % 10 && row % 3 == 2 && ((const double *)array.children[6]->buffers[1])[row] >= 0.5) ++wrong;
    }
    CHECK(wrong == 0);
    schema.release(&schema);
    array.release(&array);
}

static void lies(undelivered_session *session) {
    struct ArrowSchema schema = {0};
    struct ArrowArray array = {0};
    int64_t offsets[] = {0, 5, 10};
    undelivered_column column = UNDELIVERED_COLUMN_INIT;
#define REFUSED(status) CHECK_STATUS(undelivered_diagnose_replies(session, &column, 1, &schema, &array, NULL), status)
    REFUSED(UNDELIVERED_OK);
    CHECK(array.length == 0 && array.children[0]->length == 0);
    array.release(&array);
    schema.release(&schema);
    column.count = 2;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    column.layout = UNDELIVERED_OFFSETS_64;
    column.offsets = offsets;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT); /* no bytes */
    column.bytes = (const uint8_t *)texts;
    column.bytes_length = 9;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    column.bytes_length = sizeof texts - 1;
    offsets[1] = -1;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    offsets[1] = 11;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    offsets[1] = INT64_MAX;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    column.count = UINT64_MAX;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    column.count = 2;
    column.first = UINT64_MAX;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    column.first = 0;
    column.layout = 3;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    int32_t view[] = {20, 0, 7, 0};
    column.layout = UNDELIVERED_VIEWS;
    column.offsets = view;
    column.count = 1;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    view[0] = -1;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    const void *buffers[] = {NULL};
    const int64_t lengths[] = {-1};
    column.buffers = buffers;
    column.buffer_count = 1;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    column.buffer_lengths = lengths;
    view[0] = INT32_MAX;
    view[2] = 0;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    column.struct_size = 8;
    REFUSED(UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_replies(session, NULL, 1, &schema, &array, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_replies(session, &column, 1, NULL, &array, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_replies(session, &column, 1, &schema, NULL, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_replies(NULL, &column, 1, &schema, &array, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_messages(NULL, &column, 1, &schema, &array, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_messages(session, NULL, 1, &schema, &array, NULL), UNDELIVERED_INVALID_ARGUMENT);
}

static void mails(undelivered_session *session, const char *folder) {
    char path[4096];
    size_t three, normal;
    snprintf(path, sizeof path, "%s/postfix-three-recipients.eml", folder);
    char *a = read_file(path, &three);
    snprintf(path, sizeof path, "%s/normal-mail-about-a-bounce.eml", folder);
    char *b = read_file(path, &normal);
    char *bytes = (char *)malloc(three + normal);
    memcpy(bytes, a, three);
    memcpy(bytes + three, b, normal);
    /* three recipients; no bounce; an empty mail; a null */
    const int64_t offsets[] = {0, (int64_t)three, (int64_t)(three + normal), (int64_t)(three + normal), (int64_t)(three + normal)};
    const uint8_t validity[] = {7};
    struct ArrowSchema schema;
    struct ArrowArray array;
    undelivered_column column = UNDELIVERED_COLUMN_INIT;
    column.layout = UNDELIVERED_OFFSETS_64;
    column.count = 4;
    column.offsets = offsets;
    column.validity = validity;
    column.bytes = (const uint8_t *)bytes;
    column.bytes_length = three + normal;
    CHECK_STATUS(undelivered_diagnose_messages(session, &column, 1, &schema, &array, NULL), UNDELIVERED_OK);
    CHECK(array.length == 6 && array.n_children == 22);
    const int64_t numbers[] = {0, 0, 0, 1, 2, 3};
    CHECK(memcmp(array.children[0]->buffers[1], numbers, sizeof numbers) == 0);
    CHECK(says(&array, 1, 0, "failure") && says(&array, 1, 3, "not-a-bounce") && says(&array, 1, 4, NULL) && says(&array, 1, 5, NULL));
    CHECK(says(&array, 2, 3, NULL) && says(&array, 2, 4, "the mail is empty") && says(&array, 2, 5, NULL));
    CHECK(strcmp(schema.children[12]->name, "cause") == 0);
    CHECK(says(&array, 12, 3, NULL) && !says(&array, 12, 2, NULL));
    schema.release(&schema);
    array.release(&array);
    free(a);
    free(b);
    free(bytes);
}

int main(int argc, char **argv) {
    CHECK(argc == 2);
    undelivered_diagnoser *diagnoser = all_packs();
    undelivered_session *session = session_of(diagnoser);
    undelivered_diagnoser_release(diagnoser);
    layouts(session);
    chunks(session);
    repetitions(session);
    lies(session);
    mails(session, argv[1]);
    undelivered_session_free(session);
    REPORT("batches");
}
