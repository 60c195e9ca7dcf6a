/* What most tests begin with. */
#ifndef FIXTURE_H
#define FIXTURE_H
#include <stdlib.h>
#include <undelivered.h>

#include "check.h"

static const char full[] = "552 5.2.2 user is over quota";
static const char pack_yaml[] =
    "schema: 1\n"
    "pack: { id: shop, version: 1.0.0, tier: site, title: { en: Shop }, license: MIT }\n"
    "rules:\n"
    "  - id: parcel-lost\n"
    "    match: { regex: ['parcel (?<parcel>[0-9]+) is lost'] }\n"
    "    verdict: { cause: mailbox.full }\n"
    "    references: ['observed: shop']\n"
    "    examples: { match: ['550 parcel 17 is lost'] }\n";

static inline undelivered_diagnoser *all_packs(void) {
    undelivered_builder *builder = NULL;
    undelivered_diagnoser *diagnoser = NULL;
    undelivered_error *error = NULL;
    CHECK_STATUS(undelivered_builder_create(&builder, &error), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_add_builtin(builder, NULL, 0, &error), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, &error), UNDELIVERED_OK);
    CHECK(error == NULL);
    undelivered_builder_free(builder);
    return diagnoser;
}

static inline undelivered_session *session_of(undelivered_diagnoser *diagnoser) {
    undelivered_session *session = NULL;
    CHECK_STATUS(undelivered_session_create(diagnoser, &session, NULL), UNDELIVERED_OK);
    return session;
}

static inline char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = (char *)malloc(*length + 1);
    if (fread(bytes, 1, *length, file) != *length) exit(1);
    fclose(file);
    return bytes;
}
#endif
