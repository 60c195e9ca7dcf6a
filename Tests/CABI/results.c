/* What comes out: replies, mails, evidence, explanations, raw matching, images, packs of one's own. */
#include "fixture.h"

static void replies(undelivered_session *session) {
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_mail mail = UNDELIVERED_MAIL_INIT;
    undelivered_evidence evidence = UNDELIVERED_EVIDENCE_INIT;
    undelivered_text json, again;
    size_t count = 7;
    CHECK_STATUS(undelivered_diagnose_reply(session, full, strlen(full), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result_count(session, &count), UNDELIVERED_OK);
    CHECK(count == 1);
    CHECK_STATUS(undelivered_result_mail(session, &mail), UNDELIVERED_OK);
    CHECK_TEXT(mail.kind, "failure");
    CHECK(mail.backscatter == -1 && mail.is_passed_on == 0);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK_TEXT(diagnosis.cause, "mailbox.full");
    CHECK_TEXT(diagnosis.enhanced_status, "5.2.2");
    CHECK_TEXT(diagnosis.diagnostic_text, full);
    CHECK(diagnosis.reply_code == 552);
    CHECK(diagnosis.side == UNDELIVERED_SIDE_RECIPIENT && diagnosis.actor == UNDELIVERED_ACTOR_USER);
    CHECK(diagnosis.permanence == UNDELIVERED_PERMANENCE_TEMPORARY && diagnosis.suppress_recipient == UNDELIVERED_SUPPRESS_NO);
    CHECK(diagnosis.confidence > 0.5 && diagnosis.confidence <= 1);
    CHECK(diagnosis.recipient.data == NULL && diagnosis.recipient.length == 0);
    CHECK(diagnosis.evidence_count >= 1);
    CHECK_STATUS(undelivered_result_evidence(session, 0, 0, &evidence), UNDELIVERED_OK);
    CHECK(evidence.end <= strlen(full) && evidence.start < evidence.end);
    CHECK(memcmp(full + evidence.start, evidence.text.data, evidence.text.length) == 0);
    const char *place = diagnosis.cause.data;
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK(diagnosis.cause.data == place);
    CHECK_STATUS(undelivered_result_json(session, &json), UNDELIVERED_OK);
    CHECK(strstr(json.data, "\"cause\":\"mailbox.full\"") && strlen(json.data) == json.length);
    CHECK_STATUS(undelivered_result_explanation(session, 0, "ja", "sender", &again), UNDELIVERED_OK);
    CHECK(strncmp(again.data, "{\"title\":\"", 10) == 0 && !strstr(again.data, "\"reader\":\"recipient\""));
    CHECK(strstr(json.data, "\"cause\":\"mailbox.full\""));
    CHECK_STATUS(undelivered_result_explanation(session, 0, NULL, NULL, &again), UNDELIVERED_OK);
    CHECK(strstr(again.data, "\"title\":\"Mailbox full\"") && strstr(again.data, "\"reader\":\"recipient\""));
    CHECK_STATUS(undelivered_result_explanation(session, 0, "tlh", "operator", &again), UNDELIVERED_OK);
    CHECK(strstr(again.data, "\"title\":\"Mailbox full\""));
}

static void mails(undelivered_session *session, const char *folder) {
    char path[4096];
    size_t length, count;
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_alternative alternative = UNDELIVERED_ALTERNATIVE_INIT;
    undelivered_text sentence;
    snprintf(path, sizeof path, "%s/postfix-three-recipients.eml", folder);
    char *bytes = read_file(path, &length);
    CHECK_STATUS(undelivered_diagnose_message(session, bytes, length, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result_count(session, &count), UNDELIVERED_OK);
    CHECK(count == 3);
    for (size_t index = 0; index < count; ++index) {
        CHECK_STATUS(undelivered_result(session, index, &diagnosis), UNDELIVERED_OK);
        CHECK(diagnosis.recipient.data && strchr(diagnosis.recipient.data, '@'));
        for (uint32_t number = 0; number < diagnosis.alternative_count; ++number) {
            CHECK_STATUS(undelivered_result_alternative(session, index, number, &alternative), UNDELIVERED_OK);
            CHECK(alternative.cause.length > 0);
        }
        for (uint32_t number = 0; number < diagnosis.contradiction_count; ++number) {
            CHECK_STATUS(undelivered_result_contradiction(session, index, number, &sentence), UNDELIVERED_OK);
            CHECK(sentence.length > 0);
        }
    }
    CHECK_STATUS(undelivered_result(session, count, &diagnosis), UNDELIVERED_NO_RESULT);
    /* Every part of a mail is somebody's mail. */
    for (size_t cut = 0; cut < length; cut += 97) {
        int32_t status = undelivered_diagnose_message(session, bytes, cut, NULL);
        CHECK(status == UNDELIVERED_OK || (cut == 0 && status == UNDELIVERED_EMPTY));
    }
    free(bytes);
}

static void matching(undelivered_session *session) {
    undelivered_delivery delivery = UNDELIVERED_DELIVERY_INIT;
    undelivered_rule_match match = UNDELIVERED_RULE_MATCH_INIT;
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_error *error = NULL;
    undelivered_text json;
    delivery.text.data = full;
    delivery.text.length = strlen(full);
    delivery.reply_code = 552;
    delivery.enhanced_status.data = "5.2.2";
    delivery.enhanced_status.length = 5;
    CHECK_STATUS(undelivered_match(session, &delivery, &error), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result_match(session, 0, &match), UNDELIVERED_OK);
    CHECK_TEXT(match.cause, "mailbox.full");
    CHECK(match.strength == 3 && match.weight > 0);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_NO_RESULT);
    CHECK_STATUS(undelivered_result_json(session, &json), UNDELIVERED_OK);
    CHECK(strncmp(json.data, "{\"matches\":[{\"rule\":\"", 21) == 0);
    delivery.enhanced_status.data = "9.9";
    delivery.enhanced_status.length = 3;
    CHECK_STATUS(undelivered_match(session, &delivery, &error), UNDELIVERED_INVALID_ARGUMENT);
    CHECK(strstr(undelivered_error_message(error).data, "9.9"));
    undelivered_error_free(error);
    CHECK_STATUS(undelivered_result_match(session, 0, &match), UNDELIVERED_NO_RESULT);
}

static void images(undelivered_diagnoser *diagnoser) {
    size_t length = 0;
    undelivered_error *error = NULL;
    undelivered_diagnoser *loaded = NULL;
    undelivered_diagnoser_info before = UNDELIVERED_DIAGNOSER_INFO_INIT, after = UNDELIVERED_DIAGNOSER_INFO_INIT;
    CHECK_STATUS(undelivered_diagnoser_save(diagnoser, NULL, 0, &length, NULL), UNDELIVERED_OK);
    CHECK(length > 1000);
    char *image = (char *)malloc(length + 1);
    CHECK_STATUS(undelivered_diagnoser_save(diagnoser, image, length - 1, &length, NULL), UNDELIVERED_BUFFER_TOO_SMALL);
    CHECK_STATUS(undelivered_diagnoser_save(diagnoser, image + 1, length, &length, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnoser_load(image + 1, length, NULL, &loaded, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnoser_describe(diagnoser, &before), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnoser_describe(loaded, &after), UNDELIVERED_OK);
    CHECK(memcmp(&before, &after, sizeof before) == 0 && before.rule_count > 1000 && before.pack_count > 50);
    undelivered_session *session = session_of(loaded);
    undelivered_diagnoser_release(loaded);
    replies(session);
    undelivered_session_free(session);
    image[1 + length / 2] ^= 1;
    loaded = NULL;
    CHECK_STATUS(undelivered_diagnoser_load(image + 1, length, NULL, &loaded, &error), UNDELIVERED_INVALID_IMAGE);
    CHECK(loaded == NULL && error != NULL);
    undelivered_error_free(error);
    CHECK_STATUS(undelivered_diagnoser_load(image, 3, NULL, &loaded, NULL), UNDELIVERED_INVALID_IMAGE);
    free(image);
}

static void packs(undelivered_session *session) {
    undelivered_builder *builder = NULL;
    undelivered_diagnoser *diagnoser = NULL;
    undelivered_error *error = NULL;
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_diagnostic finding = UNDELIVERED_DIAGNOSTIC_INIT;
    const char reply[] = "550 parcel 17 is lost";
    CHECK_STATUS(undelivered_builder_create(&builder, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, NULL), UNDELIVERED_INVALID_ARGUMENT);
    CHECK_STATUS(undelivered_builder_add_builtin(builder, "standard", 8, NULL), UNDELIVERED_OK);
    CHECK_STATUS(
        undelivered_builder_add_yaml(builder, "shop", 4, "shop.yaml", 9, pack_yaml, strlen(pack_yaml), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, &error), UNDELIVERED_OK);
    if (error) fprintf(stderr, "%s\n", undelivered_error_message(error).data);
    CHECK_STATUS(undelivered_session_replace_diagnoser(session, diagnoser, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_NO_RESULT);
    undelivered_diagnoser_release(diagnoser);
    CHECK_STATUS(undelivered_diagnose_reply(session, reply, strlen(reply), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK_TEXT(diagnosis.rule, "shop/parcel-lost");

    const char wrong[] = "schema: 1\nrulez: []\n";
    CHECK_STATUS(undelivered_builder_add_yaml(builder, "wrong", 5, "wrong.yaml", 10, wrong, strlen(wrong), NULL), UNDELIVERED_OK);
    diagnoser = NULL;
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, &error), UNDELIVERED_INVALID_PACK);
    CHECK(diagnoser == NULL && undelivered_error_status(error) == UNDELIVERED_INVALID_PACK);
    CHECK(undelivered_error_diagnostic_count(error) > 0);
    CHECK_STATUS(undelivered_error_diagnostic(error, 0, &finding), UNDELIVERED_OK);
    CHECK(finding.is_error == 1 && finding.code.length > 0 && finding.message.length > 0);
    CHECK(strstr(undelivered_error_json(error).data, "\"diagnostics\":[{\"code\":"));
    CHECK(strstr(undelivered_error_message(error).data, "wrong.yaml"));
    undelivered_error_free(error);
    undelivered_builder_free(builder);
}

static void lints(void) {
    /* A phrase of three letters is worth a warning. */
    const char yaml[] =
        "schema: 1\n"
        "pack: { id: terse, version: 1.0.0, tier: site, title: { en: Terse }, license: MIT }\n"
        "rules:\n"
        "  - id: no\n"
        "    match: { text: [abc] }\n"
        "    verdict: { cause: mailbox.full }\n";
    undelivered_builder *builder = NULL;
    undelivered_diagnoser *diagnoser = NULL;
    undelivered_error *warnings = NULL;
    undelivered_diagnostic finding = UNDELIVERED_DIAGNOSTIC_INIT;
    CHECK_STATUS(undelivered_builder_create(&builder, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_add_builtin(builder, "standard", 8, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_add_yaml(builder, "t", 1, "t.yaml", 6, yaml, strlen(yaml), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, NULL), UNDELIVERED_OK);
    undelivered_diagnoser_release(diagnoser);
    CHECK_STATUS(undelivered_builder_warnings(builder, &warnings), UNDELIVERED_OK);
    CHECK(undelivered_error_diagnostic_count(warnings) > 0 && undelivered_error_status(warnings) == UNDELIVERED_OK);
    CHECK_STATUS(undelivered_error_diagnostic(warnings, 0, &finding), UNDELIVERED_OK);
    CHECK(finding.is_error == 0);
    CHECK_STATUS(undelivered_builder_set_lint(builder, finding.code.data, finding.code.length, UNDELIVERED_LINT_DENY, NULL), UNDELIVERED_OK);
    undelivered_error_free(warnings);
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, NULL), UNDELIVERED_INVALID_PACK);
    CHECK_STATUS(undelivered_builder_set_lint(builder, NULL, 0, UNDELIVERED_LINT_ALLOW, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_set_lint(builder, NULL, 0, 3, NULL), UNDELIVERED_INVALID_ARGUMENT);
    undelivered_builder_free(builder);
}

static void limits(void) {
    undelivered_builder *builder = NULL;
    undelivered_diagnoser *diagnoser = NULL;
    undelivered_error *error = NULL;
    undelivered_limits limits = UNDELIVERED_LIMITS_INIT;
    limits.message_size = 20;
    CHECK_STATUS(undelivered_builder_create(&builder, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_add_builtin(builder, "standard", 8, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_set_limits(builder, &limits, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_builder_build(builder, &diagnoser, NULL), UNDELIVERED_OK);
    undelivered_builder_free(builder);
    undelivered_session *session = session_of(diagnoser);
    CHECK_STATUS(undelivered_diagnose_message(session, full, strlen(full), &error), UNDELIVERED_TOO_LARGE);
    CHECK(strstr(undelivered_error_message(error).data, "20"));
    undelivered_error_free(error);
    CHECK_STATUS(undelivered_diagnose_reply(session, full, strlen(full), NULL), UNDELIVERED_TOO_LARGE);
    undelivered_session_free(session);
    undelivered_diagnoser_release(diagnoser);
}

/* What is neither a bounce nor a reply: error windows, filed mails, log lines, reports of what people saw. */
static void other_inputs(undelivered_session *session, const char *folder) {
    static const char window[] = "The server responded: 552 5.2.2 user is over quota";
    static const char line[] = "Nov 24 10:00:01 mx postfix/smtp[812]: 4BX: to=<a@example.jp>, relay=mx.example.jp[192.0.2.7]:25, delay=1, "
                               "dsn=5.2.2, status=bounced (host mx.example.jp[192.0.2.7] said: 552 5.2.2 user is over quota (in reply to RCPT TO command))";
    static const char other_line[] = "Nov 24 10:00:02 mx postfix/qmgr[811]: 4BX: removed";
    static const char yaml[] = "junk-folder: found\n", json[] = "{\"junk-folder\":\"found\"}", broken[] = "webmail: [";
    static const char unknown[] = "550 5.1.1 <tarou@example.jp>: user unknown";
    char path[4096];
    size_t length, count;
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_mail mail = UNDELIVERED_MAIL_INIT;
    undelivered_error *error = NULL;
    undelivered_text text;
    CHECK_STATUS(undelivered_diagnose_dialog(session, window, strlen(window), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK_TEXT(diagnosis.cause, "mailbox.full");
    snprintf(path, sizeof path, "%s/junked-by-recipient.eml", folder);
    char *bytes = read_file(path, &length);
    CHECK_STATUS(undelivered_diagnose_arrived(session, bytes, length, NULL), UNDELIVERED_OK);
    free(bytes);
    CHECK_STATUS(undelivered_result_mail(session, &mail), UNDELIVERED_OK);
    CHECK_TEXT(mail.kind, "notice");
    CHECK_STATUS(undelivered_diagnose_log_line(session, line, strlen(line), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK_TEXT(diagnosis.cause, "mailbox.full");
    CHECK_TEXT(diagnosis.recipient, "a@example.jp");
    CHECK_STATUS(undelivered_diagnose_log_line(session, other_line, strlen(other_line), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result_count(session, &count), UNDELIVERED_OK);
    CHECK(count == 0);
    CHECK_STATUS(undelivered_diagnose_symptoms(session, yaml, strlen(yaml), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK(diagnosis.cause.length > 0 && strcmp(diagnosis.cause.data, "undetermined") != 0);
    double confidence = diagnosis.confidence;
    CHECK_STATUS(undelivered_diagnose_symptoms(session, json, strlen(json), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result(session, 0, &diagnosis), UNDELIVERED_OK);
    CHECK(diagnosis.confidence == confidence);
    CHECK_STATUS(undelivered_diagnose_symptoms(session, broken, strlen(broken), &error), UNDELIVERED_INVALID_ARGUMENT);
    CHECK(undelivered_error_diagnostic_count(error) > 0);
    undelivered_error_free(error);
    CHECK_STATUS(undelivered_session_add_known_address(session, "taro@example.jp", 15, NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_diagnose_reply(session, unknown, strlen(unknown), NULL), UNDELIVERED_OK);
    CHECK_STATUS(undelivered_result_json(session, &text), UNDELIVERED_OK);
    CHECK(strstr(text.data, "\"suggestion\":\"taro@example.jp\""));
}

int main(int argc, char **argv) {
    CHECK(argc == 2);
    CHECK(undelivered_abi_version() >> 16 == UNDELIVERED_ABI_VERSION >> 16);
    CHECK(strchr(undelivered_version(), '.'));
    undelivered_diagnoser *diagnoser = all_packs();
    undelivered_session *session = session_of(diagnoser);
    images(diagnoser);
    undelivered_diagnoser_release(diagnoser); /* the session holds its own reference */
    replies(session);
    mails(session, argv[1]);
    other_inputs(session, argv[1]);
    matching(session);
    packs(session);
    undelivered_session_free(session);
    lints();
    limits();
    REPORT("results");
}
