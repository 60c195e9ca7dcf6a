/* Every function with NULL, nothing, wrong sizes, bytes that are no text, handles of other kinds, and freed ones: a status, never a crash. */
#include <limits.h>

#include "fixture.h"

static const char bad[] = "550 \xff\xfe\x80 caf\xc3 user unknown";
#define HUGE_LENGTH ((size_t)-1)

static void builders(undelivered_session *session) {
    undelivered_builder *builder = NULL;
    undelivered_diagnoser *diagnoser = NULL;
    undelivered_error *error = NULL;
    undelivered_limits limits = UNDELIVERED_LIMITS_INIT;
    CHECK_STATUS(undelivered_builder_create(NULL, &error), UNDELIVERED_INVALID_ARGUMENT);
    CHECK(error != NULL);
    undelivered_error_free(error);
    CHECK_STATUS(undelivered_builder_create(&builder, NULL), UNDELIVERED_OK);
    undelivered_builder *other = (undelivered_builder *)(void *)session;
    CHECK_STATUS(undelivered_builder_add_builtin(NULL, NULL, 0, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_builder_add_builtin(other, NULL, 0, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_builder_add_builtin(builder, "no-such-pack", 12, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_builtin(builder, bad, strlen(bad), NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_builtin(builder, "a", HUGE_LENGTH, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_yaml(NULL, NULL, 0, NULL, 0, NULL, 0, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_builder_add_yaml(builder, NULL, 1, NULL, 0, NULL, 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_yaml(builder, NULL, 0, NULL, 1, NULL, 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_yaml(builder, NULL, 0, NULL, 0, NULL, 1, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_yaml(builder, bad, strlen(bad), NULL, 0, NULL, 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_yaml(builder, NULL, 0, NULL, 0, NULL, 0, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, NULL), UNDELIVERED_INVALID_PACK);
    CHECK_STATUS(undelivered_builder_add_yaml(builder, NULL, 0, NULL, 0, bad, strlen(bad), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, NULL), UNDELIVERED_INVALID_PACK);
    CHECK_STATUS(undelivered_builder_build(builder, NULL, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_build(NULL, &diagnoser, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_builder_add_own_domain(builder, NULL, 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_own_domain(builder, bad, strlen(bad), NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_own_domain(builder, "example.com", 11, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_session_add_known_address(session, NULL, 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_session_add_known_address(session, bad, strlen(bad), NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_session_add_known_address(NULL, "a@example.jp", 12, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_builder_set_limits(builder, NULL, NULL), UNDELIVERED_INVALID_ARGUMENT);
    limits.struct_size = 0;
    CHECK_STATUS(undelivered_builder_set_limits(builder, &limits, NULL), UNDELIVERED_INVALID_ARGUMENT);
    limits.struct_size = sizeof limits - 1;
    CHECK_STATUS(undelivered_builder_set_limits(builder, &limits, NULL), UNDELIVERED_INVALID_ARGUMENT);
    limits.struct_size = HUGE_LENGTH;
    CHECK_STATUS(undelivered_builder_set_limits(builder, &limits, NULL), UNDELIVERED_INVALID_ARGUMENT);
    limits.struct_size = sizeof limits;
    limits.recipients = UINT64_MAX;
    CHECK_STATUS(undelivered_builder_set_limits(builder, &limits, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_set_lint(builder, bad, strlen(bad), 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_warnings(builder, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_warnings(NULL, &error), UNDELIVERED_INVALID_HANDLE);
    undelivered_builder_free(builder);
    CHECK_STATUS(undelivered_builder_add_builtin(builder, NULL, 0, NULL), UNDELIVERED_INVALID_HANDLE);
    undelivered_builder_free(builder);
    undelivered_builder_free(NULL);
}

/* A newer caller: its structs are longer than the library knows. */
static void newer_structs(undelivered_session *session) {
    struct { undelivered_diagnosis known; uint64_t unknown; } longer = { UNDELIVERED_DIAGNOSIS_INIT, 17 };
    struct { undelivered_delivery known; uint64_t unknown; } input = { UNDELIVERED_DELIVERY_INIT, 0 };
    longer.known.struct_size = sizeof longer;
    CHECK_STATUS(undelivered_diagnose_reply(session, full, strlen(full), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &longer.known), UNDELIVERED_OK);
    CHECK(longer.unknown == 0 && longer.known.struct_size == sizeof longer);
    input.known.struct_size = sizeof input;
    CHECK_STATUS(undelivered_match(session, &input.known, NULL), UNDELIVERED_OK);
    input.unknown = 1;
    CHECK_STATUS(undelivered_match(session, &input.known, NULL), UNDELIVERED_INVALID_ARGUMENT);
    longer.known.struct_size = sizeof longer.known - 8;
    CHECK_STATUS(undelivered_diagnose_reply(session, full, strlen(full), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &longer.known), UNDELIVERED_INVALID_ARGUMENT);
}

static void diagnosers(undelivered_diagnoser *diagnoser, undelivered_session *session) {
    undelivered_diagnoser *other = (undelivered_diagnoser *)(void *)session, *loaded = NULL;
    undelivered_diagnoser_info info = UNDELIVERED_DIAGNOSER_INFO_INIT;
    undelivered_session *none = NULL;
    size_t length = 0;
    char buffer[8];
    CHECK_STATUS(undelivered_diagnoser_load(NULL, 0, NULL, &loaded, NULL), UNDELIVERED_INVALID_IMAGE);
    CHECK_STATUS(undelivered_diagnoser_load(NULL, 1, NULL, &loaded, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnoser_load(full, sizeof full, NULL, NULL, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnoser_load(full, HUGE_LENGTH, NULL, &loaded, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnoser_save(NULL, NULL, 0, &length, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnoser_save(diagnoser, NULL, 0, NULL, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnoser_save(diagnoser, NULL, 8, &length, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnoser_save(diagnoser, buffer, sizeof buffer, &length, NULL), UNDELIVERED_BUFFER_TOO_SMALL);
    CHECK_STATUS(undelivered_diagnoser_describe(NULL, &info), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnoser_describe(diagnoser, NULL), UNDELIVERED_INVALID_ARGUMENT);
    info.struct_size = 3;
    CHECK_STATUS(undelivered_diagnoser_describe(diagnoser, &info), UNDELIVERED_INVALID_ARGUMENT);
    CHECK(undelivered_diagnoser_retain(NULL) == NULL && undelivered_diagnoser_retain(other) == NULL);
    CHECK(undelivered_diagnoser_retain(diagnoser) == diagnoser);
    undelivered_diagnoser_release(diagnoser);
    undelivered_diagnoser_release(NULL);
    undelivered_diagnoser_release(other);
    CHECK_STATUS(undelivered_session_create(NULL, &none, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_session_create(other, &none, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_session_create(diagnoser, NULL, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_session_replace_diagnoser(session, NULL, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_session_replace_diagnoser(NULL, diagnoser, NULL), UNDELIVERED_INVALID_HANDLE);
}

static void verbs(undelivered_session *session) {
    undelivered_delivery delivery = UNDELIVERED_DELIVERY_INIT;
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_error *error = NULL;
    CHECK_STATUS(undelivered_diagnose_message(NULL, full, 1, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_message(session, NULL, 0, NULL), UNDELIVERED_EMPTY);
    CHECK_STATUS(undelivered_diagnose_message(session, NULL, 1, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_message(session, full, HUGE_LENGTH, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_message(session, bad, sizeof bad, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnose_reply(NULL, full, 1, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_reply(session, NULL, 1, &error), UNDELIVERED_INVALID_ARGUMENT);
    CHECK(error && undelivered_error_diagnostic_count(error) == 0);
    undelivered_error_free(error);
    CHECK_STATUS(undelivered_diagnose_reply(session, full, HUGE_LENGTH, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_reply(session, NULL, 0, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK_TEXT(diagnosis.cause, "undetermined");
    CHECK_STATUS(undelivered_diagnose_reply(session, bad, sizeof bad, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK_TEXT(diagnosis.cause, "address.unknown-user");
    CHECK_STATUS(undelivered_diagnose_dialog(NULL, full, 1, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_dialog(session, NULL, 1, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_dialog(session, bad, sizeof bad, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnose_arrived(NULL, full, 1, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_arrived(session, NULL, 0, NULL), UNDELIVERED_EMPTY);
    CHECK_STATUS(undelivered_diagnose_arrived(session, bad, sizeof bad, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnose_log_line(NULL, full, 1, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_log_line(session, full, HUGE_LENGTH, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_log_line(session, NULL, 0, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnose_log_line(session, bad, sizeof bad, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnose_symptoms(NULL, full, 1, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_symptoms(session, NULL, 1, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_diagnose_symptoms(session, bad, sizeof bad, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_match(session, NULL, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_match(NULL, &delivery, NULL), UNDELIVERED_INVALID_HANDLE);
    delivery.text.length = 1;
    CHECK_STATUS(undelivered_match(session, &delivery, NULL), UNDELIVERED_INVALID_ARGUMENT);
    delivery.text.length = 0;
    delivery.phase.data = "lunch";
    delivery.phase.length = 5;
    CHECK_STATUS(undelivered_match(session, &delivery, NULL), UNDELIVERED_INVALID_ARGUMENT);
    delivery.phase.length = 0;
    delivery.layout.data = "no/layout";
    delivery.layout.length = 9;
    CHECK_STATUS(undelivered_match(session, &delivery, NULL), UNDELIVERED_INVALID_ARGUMENT);
    delivery.layout.length = 0;
    delivery.remote_mta.data = bad;
    delivery.remote_mta.length = sizeof bad;
    CHECK_STATUS(undelivered_match(session, &delivery, NULL), UNDELIVERED_INVALID_ARGUMENT);
    delivery.remote_mta.length = 0;
    delivery.reply_code = 1000;
    CHECK_STATUS(undelivered_match(session, &delivery, NULL), UNDELIVERED_INVALID_ARGUMENT);
}

static void results(undelivered_session *session) {
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_evidence evidence = UNDELIVERED_EVIDENCE_INIT;
    undelivered_alternative alternative = UNDELIVERED_ALTERNATIVE_INIT;
    undelivered_rule_match match = UNDELIVERED_RULE_MATCH_INIT;
    undelivered_mail mail = UNDELIVERED_MAIL_INIT;
    undelivered_text text;
    size_t count;
    CHECK_STATUS(undelivered_diagnose_message(session, NULL, 0, NULL), UNDELIVERED_EMPTY);
    CHECK_STATUS(undelivered_result_count(session, &count), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_json(session, &text), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_diagnose_reply(session, full, strlen(full), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result_count(session, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result_count(NULL, &count), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_result_mail(session, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result_mail(NULL, &mail), UNDELIVERED_INVALID_HANDLE);
    mail.struct_size = 1;
    CHECK_STATUS(undelivered_result_mail(session, &mail), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result(session, 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result(NULL, 0, &diagnosis), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_result(session, HUGE_LENGTH, &diagnosis), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_evidence(session, 0, 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result_evidence(session, 0, HUGE_LENGTH, &evidence), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_evidence(session, 1, 0, &evidence), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_alternative(session, 0, 99, &alternative), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_contradiction(session, 0, 99, &text), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_contradiction(session, 0, 0, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result_match(session, 0, &match), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_json(session, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result_explanation(session, 0, "en", "sender", NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result_explanation(session, 9, "en", "sender", &text), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_explanation(session, 0, "\xff", "\xff", &text), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_result_explanation(session, 0, "\xff", NULL, &text), UNDELIVERED_OK);
}

static void errors(undelivered_session *session) {
    undelivered_error *error = NULL;
    undelivered_diagnostic finding = UNDELIVERED_DIAGNOSTIC_INIT;
    CHECK(undelivered_error_status(NULL) == UNDELIVERED_OK && undelivered_error_message(NULL).data == NULL);
    CHECK(undelivered_error_json(NULL).data == NULL && undelivered_error_diagnostic_count(NULL) == 0);
    CHECK_STATUS(undelivered_error_diagnostic(NULL, 0, &finding), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_diagnose_reply(session, NULL, 1, &error), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_error_diagnostic(error, 0, &finding), UNDELIVERED_NO_RESULT);
    undelivered_error_free(error);
    CHECK(undelivered_error_message(error).data == NULL);
    undelivered_error_free(error);
    undelivered_error_free(NULL);
    CHECK(strlen(undelivered_status_text(-5)) > 0 && strlen(undelivered_status_text(INT_MAX)) > 0);
    error = (undelivered_error *)(void *)session; /* what stood there before is not looked at */
    CHECK_STATUS(undelivered_diagnose_reply(session, full, 3, &error), UNDELIVERED_OK);
    CHECK(error == NULL);
}

int main(void) {
    undelivered_diagnoser *diagnoser = all_packs();
    undelivered_session *session = session_of(diagnoser);
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    builders(session);
    newer_structs(session);
    diagnosers(diagnoser, session);
    verbs(session);
    results(session);
    errors(session);
    undelivered_diagnoser_release(diagnoser);
    CHECK_STATUS(undelivered_diagnose_reply(session, full, strlen(full), NULL), UNDELIVERED_OK);
    undelivered_session_free(session);
    CHECK_STATUS(undelivered_diagnoser_save(diagnoser, NULL, 0, &(size_t){0}, NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK(undelivered_diagnoser_retain(diagnoser) == NULL);
    CHECK_STATUS(undelivered_diagnose_reply(session, full, strlen(full), NULL), UNDELIVERED_INVALID_HANDLE);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_INVALID_HANDLE);
    undelivered_session_free(session);
    REPORT("misuse");
}
