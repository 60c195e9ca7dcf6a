/* Many threads over one diagnoser; diagnosers that come and go under them; one session in several hands. */
#include <pthread.h>
#include <stdatomic.h>

#include "fixture.h"

enum { thread_count = 8, rounds = 300 };

static undelivered_diagnoser *diagnoser;
static undelivered_session *common;
static atomic_int wrong, busy, answered;

static const struct { const char *reply, *cause; } expected[] = {
    {"552 5.2.2 user is over quota", "mailbox.full"},
    {"550 5.1.1 <a@example.com>: user unknown", "address.unknown-user"},
    {"552 sorry, that message size exceeds my databytes limit (#5.3.4)", "size.receiver-limit"},
};

static int is_right(undelivered_session *session, size_t number) {
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    undelivered_text json;
    const char *reply = expected[number % 3].reply;
    return undelivered_diagnose_reply(session, reply, strlen(reply), NULL) == UNDELIVERED_OK
        && undelivered_result(session, 0, &diagnosis) == UNDELIVERED_OK && strcmp(diagnosis.cause.data, expected[number % 3].cause) == 0
        && undelivered_result_json(session, &json) == UNDELIVERED_OK && strstr(json.data, expected[number % 3].cause) != NULL;
}

static void *own_session(void *argument) {
    size_t number = (size_t)(uintptr_t)argument;
    undelivered_session *session = NULL;
    undelivered_diagnoser *reference = undelivered_diagnoser_retain(diagnoser);
    if (undelivered_session_create(reference, &session, NULL) != UNDELIVERED_OK) atomic_fetch_add(&wrong, 1);
    for (size_t round = 0; round < rounds; ++round) {
        if (!is_right(session, number + round)) atomic_fetch_add(&wrong, 1);
        if (round % 50 == 49 && undelivered_session_replace_diagnoser(session, diagnoser, NULL) != UNDELIVERED_OK)
            atomic_fetch_add(&wrong, 1);
    }
    undelivered_diagnoser_release(reference);
    undelivered_session_free(session);
    return NULL;
}

static void *shared_session(void *argument) {
    const char *reply = expected[(uintptr_t)argument % 3].reply;
    for (int round = 0; round < rounds; ++round) {
        int32_t status = undelivered_diagnose_reply(common, reply, strlen(reply), NULL);
        if (status == UNDELIVERED_OK) atomic_fetch_add(&answered, 1);
        else if (status == UNDELIVERED_BUSY) atomic_fetch_add(&busy, 1);
        else atomic_fetch_add(&wrong, 1);
    }
    return NULL;
}

static void run(void *(*body)(void *)) {
    pthread_t threads[thread_count];
    for (uintptr_t index = 0; index < thread_count; ++index) CHECK(pthread_create(&threads[index], NULL, body, (void *)index) == 0);
    for (int index = 0; index < thread_count; ++index) CHECK(pthread_join(threads[index], NULL) == 0);
}

int main(void) {
    diagnoser = all_packs();
    run(own_session);
    CHECK(wrong == 0);
    common = session_of(diagnoser);
    run(shared_session);
    CHECK(wrong == 0 && answered > 0 && answered + busy == thread_count * rounds);
    undelivered_session_free(common);
    undelivered_diagnoser_release(diagnoser);
    REPORT("threads");
}
