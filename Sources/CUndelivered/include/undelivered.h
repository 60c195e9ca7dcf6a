/*
 * undelivered.h - why a mail was not delivered, whose side has to act, and what to do.
 *
 * C11 and C++11. Link with -lundelivered (pkg-config: undelivered).
 *
 *     undelivered_builder *builder = NULL;
 *     undelivered_diagnoser *diagnoser = NULL;
 *     undelivered_session *session = NULL;
 *     undelivered_error *error = NULL;
 *     if (undelivered_builder_create(&builder, &error) == UNDELIVERED_OK
 *         && undelivered_builder_add_builtin(builder, NULL, 0, &error) == UNDELIVERED_OK
 *         && undelivered_builder_build(builder, &diagnoser, &error) == UNDELIVERED_OK
 *         && undelivered_session_create(diagnoser, &session, &error) == UNDELIVERED_OK
 *         && undelivered_diagnose_reply(session, text, strlen(text), &error) == UNDELIVERED_OK) {
 *         undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
 *         if (undelivered_result(session, 0, &diagnosis) == UNDELIVERED_OK)
 *             printf("%s\n", diagnosis.cause.data);
 *     } else {
 *         fprintf(stderr, "%s\n", undelivered_error_message(error).data);
 *     }
 *     undelivered_error_free(error);
 *     undelivered_session_free(session);
 *     undelivered_diagnoser_release(diagnoser);
 *     undelivered_builder_free(builder);
 *
 * What holds everywhere
 *
 * Objects.     A builder collects rule packs and makes diagnosers. A diagnoser is immutable and counted: any number of threads may use
 *              one at the same time. A session belongs to one thread at a time; it holds working memory and the last result. An error is
 *              made by a call that failed and belongs to the caller. Freeing NULL does nothing.
 * Threads.     No thread-local and no global state. A session that two threads use at once answers UNDELIVERED_BUSY to one of them.
 *              Everything may be used after fork() in the child as before it, as long as no other thread was inside a call meanwhile.
 * Strings.     Bytes with a length; input needs no NUL. Texts that the library gives are UTF-8 and have a NUL behind their last byte, which
 *              `length` does not count. A text that is not known has data == NULL and length 0.
 * Input.       Is only read, and only during the call. Any bytes may be given: mails and replies are never refused for what is in them.
 * Status.      Every function that can fail returns one. Where it is not UNDELIVERED_OK, output parameters other than `error` are as they
 *              were before the call.
 * Errors.      `error` may be NULL. Otherwise *error becomes NULL on success and a new object on failure, which the caller frees with
 *              undelivered_error_free. What *error held before is not looked at.
 * Structs.     Begin with `struct_size`, which the caller sets: UNDELIVERED_..._INIT does. A library that knows fewer members than the
 *              caller sets the others to zero (in output) or refuses them unless they are zero (in input).
 * Handles.     NULL, a handle of another kind, and (as far as it can be seen: best effort) a freed handle give UNDELIVERED_INVALID_HANDLE.
 * Never.       No callbacks into the caller, no signals, no threads, no output, no files, no network, no environment, no locale, no clock.
 *
 * Licence: Apache 2.0.
 */
#ifndef UNDELIVERED_H
#define UNDELIVERED_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Library -------------------------------------------------------------------------------------------------------------------- */

/* The version of this interface. A library with the same major number (the upper 16 bits) has every function and member of this header if
 * its minor number (the lower 16 bits) is at least this one. */
#define UNDELIVERED_ABI_VERSION 0x00010000u

/* The library's own UNDELIVERED_ABI_VERSION. */
uint32_t undelivered_abi_version(void);

/* The library's version, "0.9.0". Static, never NULL. */
const char *undelivered_version(void);

typedef int32_t undelivered_status;
enum {
    UNDELIVERED_OK = 0,
    UNDELIVERED_INVALID_ARGUMENT = 1, /* NULL where a value is needed, a wrong struct_size, a value that is not defined */
    UNDELIVERED_INVALID_HANDLE = 2,   /* NULL, freed, or of another kind */
    UNDELIVERED_BUSY = 3,             /* the session or builder is in use by another thread at this moment */
    UNDELIVERED_INVALID_PACK = 4,     /* the error has diagnostics */
    UNDELIVERED_INVALID_IMAGE = 5,    /* damaged, or of another version of the library */
    UNDELIVERED_EMPTY = 6,            /* a mail without a byte that could be read */
    UNDELIVERED_TOO_LARGE = 7,        /* beyond a limit */
    UNDELIVERED_NO_RESULT = 8,        /* an index beyond the last, or no verb was called, or one of another kind */
    UNDELIVERED_BUFFER_TOO_SMALL = 9  /* the length that is needed was stored */
};

/* What a status means, in a few English words. Static, never NULL. */
const char *undelivered_status_text(undelivered_status status);

/* Bytes of the library, valid as long as the function that gives them says; or of the caller, for the call. */
typedef struct undelivered_text {
    const char *data; /* NULL: not known */
    size_t length;
} undelivered_text;

/* ---- Errors --------------------------------------------------------------------------------------------------------------------- */

typedef struct undelivered_error undelivered_error;

/* One finding about a rule pack. Texts live as long as the error. */
typedef struct undelivered_diagnostic {
    size_t struct_size;
    undelivered_text code;    /* "E008": stable, see RulePackDiagnostics.md */
    undelivered_text message; /* one sentence */
    undelivered_text help;    /* what to do instead; may be absent */
    undelivered_text origin;  /* the name given with the YAML; absent where the finding is about the pack as a whole */
    uint32_t line;            /* from 1; 0: no place */
    uint32_t column;          /* from 1, in Unicode scalars; 0: no place */
    uint32_t is_error;        /* 1 an error, 0 a warning */
    uint32_t reserved;        /* 0 */
} undelivered_diagnostic;
#define UNDELIVERED_DIAGNOSTIC_INIT { sizeof(undelivered_diagnostic), {0, 0}, {0, 0}, {0, 0}, {0, 0}, 0, 0, 0, 0 }

/* `error` may be NULL in all of these: then UNDELIVERED_OK, an absent text, 0. Texts live as long as the error. Immutable: any thread. */
undelivered_status undelivered_error_status(const undelivered_error *error);
undelivered_text undelivered_error_message(const undelivered_error *error); /* for people; findings with their places, one in a line */
undelivered_text undelivered_error_json(const undelivered_error *error);    /* {"status":4,"message":"...","diagnostics":[...]} */
size_t undelivered_error_diagnostic_count(const undelivered_error *error);
undelivered_status undelivered_error_diagnostic(const undelivered_error *error, size_t index, undelivered_diagnostic *diagnostic);
void undelivered_error_free(undelivered_error *error);

/* ---- Builder: rule packs in, diagnosers out -------------------------------------------------------------------------------------- */

typedef struct undelivered_builder undelivered_builder;
typedef struct undelivered_diagnoser undelivered_diagnoser;

/* What one mail may cost. 0 leaves the library's own limit. Beyond `message_size` a mail is refused with UNDELIVERED_TOO_LARGE; beyond
 * the others it is read as far as they allow. */
typedef struct undelivered_limits {
    size_t struct_size;
    uint64_t message_size;   /* bytes of one mail (50 MiB), and of one text given to the other verbs */
    uint64_t header_fields;  /* fields of one header (2,000) */
    uint64_t parts;          /* MIME parts of one mail (1,000) */
    uint64_t nesting;        /* how deep parts may be nested (32) */
    uint64_t text_size;      /* bytes of readable text taken from one mail (16 MiB) */
    uint64_t body_text_size; /* bytes of readable text taken from one body (512 KiB) */
    uint64_t recipients;     /* recipients in the reports of one mail (100,000) */
} undelivered_limits;
#define UNDELIVERED_LIMITS_INIT { sizeof(undelivered_limits), 0, 0, 0, 0, 0, 0, 0 }

/* What becomes of a warning about a pack of yours. */
enum { UNDELIVERED_LINT_ALLOW = 0, UNDELIVERED_LINT_WARN = 1, UNDELIVERED_LINT_DENY = 2 };

/* builder: not NULL; receives a builder that the caller frees. One thread at a time. */
undelivered_status undelivered_builder_create(undelivered_builder **builder, undelivered_error **error);

/* Adds a pack that ships with the library by its id ("postfix"). id NULL or empty: all of them, the fast way. */
undelivered_status undelivered_builder_add_builtin(
    undelivered_builder *builder, const char *id, size_t id_length, undelivered_error **error);

/* Adds one YAML file. Files with the same `pack` (any name, compared byte by byte) are one pack; one with the id of a pack that ships takes
 * its place. `origin` names the file in findings. pack and origin: UTF-8, may be NULL where their length is 0. yaml: copied; may be NULL
 * where its length is 0. The file is looked at when the diagnoser is built. */
undelivered_status undelivered_builder_add_yaml(
    undelivered_builder *builder, const char *pack, size_t pack_length, const char *origin, size_t origin_length, const void *yaml,
    size_t yaml_length, undelivered_error **error);

/* A domain that the caller sends from, or of a server that it sends through; it stands for everything below it as well. Where at least one
 * is given, undelivered_mail says whether a mail that came back was ever sent from there. domain: ASCII, not empty. */
undelivered_status undelivered_builder_add_own_domain(
    undelivered_builder *builder, const char *domain, size_t domain_length, undelivered_error **error);

/* limits: not NULL; copied. */
undelivered_status undelivered_builder_set_limits(
    undelivered_builder *builder, const undelivered_limits *limits, undelivered_error **error);

/* What becomes of warnings with this code ("W003"); code NULL or empty: of all others. The default is UNDELIVERED_LINT_WARN. */
undelivered_status undelivered_builder_set_lint(
    undelivered_builder *builder, const char *code, size_t code_length, int32_t level, undelivered_error **error);

/* Checks and links the packs. diagnoser: not NULL; receives a diagnoser with one reference, which the caller releases. The builder may be
 * used again, or freed. UNDELIVERED_INVALID_PACK: the error holds every finding. */
undelivered_status undelivered_builder_build(
    undelivered_builder *builder, undelivered_diagnoser **diagnoser, undelivered_error **error);

/* The warnings of the last build, as an error with status UNDELIVERED_OK. warnings: not NULL; receives NULL where there are none, otherwise
 * an object that the caller frees. */
undelivered_status undelivered_builder_warnings(undelivered_builder *builder, undelivered_error **warnings);

void undelivered_builder_free(undelivered_builder *builder);

/* ---- Diagnoser: immutable, counted, for any thread ------------------------------------------------------------------------------- */

typedef struct undelivered_diagnoser_info {
    size_t struct_size;
    uint8_t digest[16]; /* the same packs have the same digest; not a defence against forgery */
    uint64_t image_size;
    uint32_t pack_count;
    uint32_t rule_count;
    uint32_t cause_count;
    uint32_t layout_count;
} undelivered_diagnoser_info;
#define UNDELIVERED_DIAGNOSER_INFO_INIT { sizeof(undelivered_diagnoser_info), {0}, 0, 0, 0, 0, 0 }

/* Makes a diagnoser of what undelivered_diagnoser_save wrote; nothing is compiled. Damaged bytes are refused, and no number in an image
 * is followed unchecked; still load images only of those whose rules you would use. image: copied; any alignment. limits: may be NULL (the
 * library's own); an image holds none. */
undelivered_status undelivered_diagnoser_load(
    const void *image, size_t image_length, const undelivered_limits *limits, undelivered_diagnoser **diagnoser,
    undelivered_error **error);

/* Writes the compiled packs to `buffer` and stores how many bytes they have in *length (not NULL). buffer may be NULL where capacity is 0:
 * to ask for the length. UNDELIVERED_BUFFER_TOO_SMALL stores the length too, and writes nothing. For the same version of the library. */
undelivered_status undelivered_diagnoser_save(
    const undelivered_diagnoser *diagnoser, void *buffer, size_t capacity, size_t *length, undelivered_error **error);

/* info: not NULL, its struct_size set. */
undelivered_status undelivered_diagnoser_describe(const undelivered_diagnoser *diagnoser, undelivered_diagnoser_info *info);

/* One more reference, which the caller releases. Returns `diagnoser`, or NULL where it is no diagnoser. Any thread. */
undelivered_diagnoser *undelivered_diagnoser_retain(undelivered_diagnoser *diagnoser);

/* One reference less. Sessions hold references of their own: a diagnoser may be released while sessions use it. Any thread. */
void undelivered_diagnoser_release(undelivered_diagnoser *diagnoser);

/* ---- Session: one thread's working memory and its last result -------------------------------------------------------------------- */

typedef struct undelivered_session undelivered_session;

/* session: not NULL; receives a session that the caller frees. */
undelivered_status undelivered_session_create(
    undelivered_diagnoser *diagnoser, undelivered_session **session, undelivered_error **error);

/* From now on the session uses this diagnoser: new rules without a restart. The last result is dropped. */
undelivered_status undelivered_session_replace_diagnoser(
    undelivered_session *session, undelivered_diagnoser *diagnoser, undelivered_error **error);

/* An address that the sender writes to: unknown ones are compared with all of these for slips of the pen. The session keeps it, also when
 * its diagnoser is replaced. Each one makes diagnoses of unknown addresses a little slower. address: UTF-8, not empty; copied. */
undelivered_status undelivered_session_add_known_address(
    undelivered_session *session, const char *address, size_t address_length, undelivered_error **error);

void undelivered_session_free(undelivered_session *session);

/* ---- Verbs: each replaces the result of the one before, also where it fails ------------------------------------------------------ */

/* One mail, as it came: header, body, CRLF or LF. bytes may be NULL where length is 0 (UNDELIVERED_EMPTY). One result for each recipient
 * that the mail names; none where the mail is not about a delivery. */
undelivered_status undelivered_diagnose_message(
    undelivered_session *session, const void *bytes, size_t length, undelivered_error **error);

/* What a server said: one SMTP reply, its lines separated by LF or CRLF, or one line of any text that explains a failure. One result.
 * text may be NULL where length is 0. Bytes that are no UTF-8 are read as U+FFFD; ranges of evidence then count in that text. */
undelivered_status undelivered_diagnose_reply(
    undelivered_session *session, const char *text, size_t length, undelivered_error **error);

/* The text of a mail program's error window: the program's own words, and the server's reply that it quotes. Always one result. As
 * undelivered_diagnose_reply; at most 64 KiB of it are read. */
undelivered_status undelivered_diagnose_dialog(
    undelivered_session *session, const char *text, size_t length, undelivered_error **error);

/* A mail that did arrive but was filed away, or its header alone: who filed it. As undelivered_diagnose_message; always one result. */
undelivered_status undelivered_diagnose_arrived(
    undelivered_session *session, const void *bytes, size_t length, undelivered_error **error);

/* One line of a mail server's log. One result where it tells of a delivery that failed or waits, otherwise none. Lines are given in the
 * order of the log: the session remembers deliveries whose outcome stands in a later line. As undelivered_diagnose_reply; at most 64 KiB of
 * it are read. */
undelivered_status undelivered_diagnose_log_line(
    undelivered_session *session, const char *text, size_t length, undelivered_error **error);

/* What somebody saw where no mail came back: YAML or JSON, {"webmail":"works"}; Symptoms.md has the names. One result.
 * UNDELIVERED_INVALID_ARGUMENT: the report cannot be read; the error holds the places. report may be NULL where length is 0. */
undelivered_status undelivered_diagnose_symptoms(
    undelivered_session *session, const void *report, size_t length, undelivered_error **error);

/* All that rules can see of one delivery. Zero: not known. */
typedef struct undelivered_delivery {
    size_t struct_size;
    undelivered_text text;            /* the words: a server's reply, or the report's own text */
    undelivered_text enhanced_status; /* "5.1.1" */
    undelivered_text phase;           /* "connect" "helo" "mail" "rcpt" "data" "end-of-data" */
    undelivered_text remote_mta;      /* the server that answered */
    undelivered_text reporting_mta;   /* the server that reports */
    undelivered_text recipient_domain;
    undelivered_text sender_domain;
    undelivered_text layout; /* the full id of a layout, "qmail/qmail" */
    uint64_t message_size;   /* of the returned message, in bytes */
    uint32_t reply_code;     /* 550 */
    uint32_t reserved;       /* 0 */
} undelivered_delivery;
#define UNDELIVERED_DELIVERY_INIT \
    { sizeof(undelivered_delivery), {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, 0, 0, 0 }

/* Raw matching, for those who bring their own packs: which rules hold, the best first, at most 256. delivery: not NULL. Codes are not
 * read from the words: state them. A status, phase or layout that does not exist is UNDELIVERED_INVALID_ARGUMENT. Results:
 * undelivered_result_match. */
undelivered_status undelivered_match(
    undelivered_session *session, const undelivered_delivery *delivery, undelivered_error **error);

/* ---- Results: of the last verb. Texts live until the next verb on this session, its replacement of the diagnoser, or its end ----- */

typedef int32_t undelivered_side;
enum {
    UNDELIVERED_SIDE_UNDETERMINED = 0,
    UNDELIVERED_SIDE_SENDER = 1,
    UNDELIVERED_SIDE_RECIPIENT = 2,
    UNDELIVERED_SIDE_THIRD_PARTY = 3,
    UNDELIVERED_SIDE_NONE = 4 /* nobody has to act: a delay notice, an automatic reply */
};

typedef int32_t undelivered_actor;
enum { UNDELIVERED_ACTOR_OPEN = 0, UNDELIVERED_ACTOR_USER = 1, UNDELIVERED_ACTOR_OPERATOR = 2, UNDELIVERED_ACTOR_VENDOR = 3 };

typedef int32_t undelivered_permanence;
enum {
    UNDELIVERED_PERMANENCE_UNKNOWN = 0,
    UNDELIVERED_PERMANENCE_PERMANENT = 1,
    UNDELIVERED_PERMANENCE_TEMPORARY = 2,
    UNDELIVERED_PERMANENCE_NONE = 3 /* nothing failed */
};

typedef int32_t undelivered_suppression;
enum { UNDELIVERED_SUPPRESS_NO = 0, UNDELIVERED_SUPPRESS_YES = 1, UNDELIVERED_SUPPRESS_AFTER_REPEATS = 2 };

/* Why the mail was not delivered to one recipient. Codes and names are only what the mail states. */
typedef struct undelivered_diagnosis {
    size_t struct_size;
    undelivered_text cause;              /* "mailbox.full"; never absent */
    undelivered_text rule;               /* "pack/rule" that decided */
    undelivered_text layout;             /* how the mail was laid out; absent for standard formats and replies */
    undelivered_text recipient;          /* the address that failed, its domain in lower case */
    undelivered_text original_recipient; /* the address that the sender wrote, where it is stated (RFC 3464 section 2.3.1) */
    undelivered_text action;             /* "failed" "delayed" "delivered" "relayed" "expanded" (RFC 3464 section 2.3.3) */
    undelivered_text enhanced_status;    /* "5.1.1" (RFC 3463) */
    undelivered_text phase;              /* "rcpt"; see undelivered_delivery */
    undelivered_text reporting_mta;      /* the server that wrote the report */
    undelivered_text remote_mta;         /* the server that refused the mail */
    undelivered_text diagnostic_text;    /* the server's reply, its lines joined, decoded */
    undelivered_text blocklist_zone;     /* "bl.spamcop.net" */
    undelivered_text blocklist_name;     /* "SpamCop" */
    undelivered_text blocklist_listed;   /* the address, network, domain or URL that is listed */
    undelivered_text sisimai_reason;     /* the nearest reason of Sisimai */
    double confidence;                   /* 0 to 1 */
    undelivered_side side;
    undelivered_actor actor;
    undelivered_permanence permanence;
    undelivered_suppression suppress_recipient;
    uint32_t reply_code; /* 550 (RFC 5321); 0: none is stated */
    uint32_t alternative_count;
    uint32_t contradiction_count;
    uint32_t evidence_count;
} undelivered_diagnosis;
#define UNDELIVERED_DIAGNOSIS_INIT \
    { sizeof(undelivered_diagnosis), {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, \
      {0, 0}, {0, 0}, {0, 0}, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/* Words that a diagnosis rests on. */
typedef struct undelivered_evidence {
    size_t struct_size;
    undelivered_text field; /* "diagnostic-text" "status" "reply-code" "body" "header" */
    undelivered_text text;  /* decoded */
    uint64_t start;         /* bytes start ..< end of the input say it (encoded, where the mail is encoded) */
    uint64_t end;
} undelivered_evidence;
#define UNDELIVERED_EVIDENCE_INIT { sizeof(undelivered_evidence), {0, 0}, {0, 0}, 0, 0 }

/* Another cause that some evidence speaks for. */
typedef struct undelivered_alternative {
    size_t struct_size;
    undelivered_text cause;
    double confidence;
} undelivered_alternative;
#define UNDELIVERED_ALTERNATIVE_INIT { sizeof(undelivered_alternative), {0, 0}, 0 }

/* A rule that holds. */
typedef struct undelivered_rule_match {
    size_t struct_size;
    undelivered_text rule;  /* "pack/rule" */
    undelivered_text cause; /* the cause that it states */
    uint32_t strength;      /* of the evidence: 3 words, 2 enhanced status, 1 reply code, 0 circumstances */
    uint32_t weight;        /* comparable among matches of the same strength */
} undelivered_rule_match;
#define UNDELIVERED_RULE_MATCH_INIT { sizeof(undelivered_rule_match), {0, 0}, {0, 0}, 0, 0 }

/* What a mail is as a whole. A reply is a failure. */
typedef struct undelivered_mail {
    size_t struct_size;
    undelivered_text kind; /* "failure" "delay" "notice" "complaint" "auto-reply" "challenge" "not-a-bounce" */
    int32_t is_passed_on;  /* 1: somebody forwards or quotes the bounce; not the word of a mail system */
    int32_t backscatter;   /* 1: what came back was never sent from an own domain; 0: it was; -1: not known */
} undelivered_mail;
#define UNDELIVERED_MAIL_INIT { sizeof(undelivered_mail), {0, 0}, 0, 0 }

/* How many results there are: diagnoses, or matches. count: not NULL. */
undelivered_status undelivered_result_count(undelivered_session *session, size_t *count);

/* mail: not NULL, its struct_size set. */
undelivered_status undelivered_result_mail(undelivered_session *session, undelivered_mail *mail);

/* One result. diagnosis: not NULL, its struct_size set. */
undelivered_status undelivered_result(undelivered_session *session, size_t index, undelivered_diagnosis *diagnosis);

/* Details of result `index`, each by its own number. The output: not NULL, its struct_size set. */
undelivered_status undelivered_result_evidence(
    undelivered_session *session, size_t index, size_t number, undelivered_evidence *evidence);
undelivered_status undelivered_result_alternative(
    undelivered_session *session, size_t index, size_t number, undelivered_alternative *alternative);
undelivered_status undelivered_result_contradiction(
    undelivered_session *session, size_t index, size_t number, undelivered_text *sentence); /* in English */

/* One match of undelivered_match. match: not NULL, its struct_size set. */
undelivered_status undelivered_result_match(undelivered_session *session, size_t index, undelivered_rule_match *match);

/* All results as one JSON object, with the members of the command line's --format ndjson: {"kind":"failure",...,"diagnoses":[...]}; of
 * undelivered_match {"matches":[{"rule":...,"cause":...,"strength":3,"weight":24,"captures":{...}},...]}. json: not NULL; the text lives
 * until the next call of this function as well. */
undelivered_status undelivered_result_json(undelivered_session *session, undelivered_text *json);

/* Result `index` in words, as one JSON object:
 * {"title":...,"summary":...,"responsible":...,"steps":[{"reader":...,"text":...,"because":...}]}.
 * language: "en" or "ja"; another one, NULL or empty: English. reader: whose steps; "sender" "recipient" "sender-operator"
 * "recipient-operator" "operator" (both); NULL or empty: everybody's. Both end with NUL. json: not NULL; the text lives
 * until the next call of this function as well. */
undelivered_status undelivered_result_explanation(
    undelivered_session *session, size_t index, const char *language, const char *reader, undelivered_text *json);

/* ---- Batches: Arrow columns in, Arrow columns out --------------------------------------------------------------------------------- */

/* The Arrow C data interface, word for word: https://arrow.apache.org/docs/format/CDataInterface.html */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4
struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};
struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

/* How the texts of a column lie in memory. */
enum {
    UNDELIVERED_OFFSETS_32 = 0, /* Arrow's utf8 and binary: count + 1 offsets of int32_t into `bytes` */
    UNDELIVERED_OFFSETS_64 = 1, /* Arrow's large_utf8 and large_binary: count + 1 offsets of int64_t */
    UNDELIVERED_VIEWS = 2       /* Arrow's utf8_view and binary_view: count views of 16 bytes, long ones in `buffers` */
};

/* A column of texts. Every offset is checked: a column that contradicts itself is refused, not followed. */
typedef struct undelivered_column {
    size_t struct_size;
    int32_t layout;               /* UNDELIVERED_OFFSETS_32 ... */
    uint32_t reserved;            /* 0 */
    uint64_t count;               /* texts */
    uint64_t first;               /* Arrow's `offset`: how many texts to pass over in offsets, views and validity */
    const uint8_t *validity;      /* a bit for each text, the lowest first; 0: null. May be NULL: none is null */
    const void *offsets;          /* offsets or views; not NULL unless count is 0 */
    const uint8_t *bytes;         /* of layouts with offsets. May be NULL where bytes_length is 0 */
    uint64_t bytes_length;        /* bytes at `bytes` */
    const void *const *buffers;   /* of views: the data buffers. May be NULL where buffer_count is 0 */
    const int64_t *buffer_lengths;
    uint64_t buffer_count;
} undelivered_column;
#define UNDELIVERED_COLUMN_INIT { sizeof(undelivered_column), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/* Diagnoses every text of `replies` as undelivered_diagnose_reply does. One row for each, in order; a null gives a row of nulls.
 *
 * replies: `chunks` columns one behind the other in memory, which are read as one; may be NULL where chunks is 0. schema, array: not NULL,
 * not initialised; both become structs of Arrow that whoever uses them releases by their own `release`, from any thread. They depend on
 * neither session nor diagnoser nor input. Columns (a struct, format "+s"; `d` is a dictionary of utf8 over int32):
 * cause d, rule d, side d, actor d, permanence d, suppress_recipient d, confidence float64, reply_code uint16, enhanced_status d,
 * sisimai_reason d. The session's own result is dropped. */
undelivered_status undelivered_diagnose_replies(
    undelivered_session *session, const undelivered_column *replies, size_t chunks, struct ArrowSchema *schema,
    struct ArrowArray *array, undelivered_error **error);

/* Diagnoses every text of `messages` as undelivered_diagnose_message does. One row for each recipient, at least one for each mail: message
 * (int64, the mail's number, from 0), kind d, trouble d (null: none; otherwise why the mail was not read), recipient utf8, action d,
 * phase d, reporting_mta d, remote_mta d, diagnostic_text utf8, layout d, evidence_start int64, evidence_end int64 (the first words that
 * decided), then the columns of undelivered_diagnose_replies. */
undelivered_status undelivered_diagnose_messages(
    undelivered_session *session, const undelivered_column *messages, size_t chunks, struct ArrowSchema *schema,
    struct ArrowArray *array, undelivered_error **error);

/* Makes a second pair of structs over the same memory, with a life of its own: for those who give an answer to several readers. schema and
 * array: as one of the two functions above made them, with nothing moved out and not released. copied_schema, copied_array: not NULL. */
undelivered_status undelivered_arrow_share(
    const struct ArrowSchema *schema, const struct ArrowArray *array, struct ArrowSchema *copied_schema, struct ArrowArray *copied_array);

#ifdef __cplusplus
}
#endif

#endif
