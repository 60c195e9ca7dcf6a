"""The C interface as cffi reads it. Made of undelivered.h by declarations.py; not to be edited."""

ABI_VERSION = 0x00010000

DECLARATIONS = """
uint32_t undelivered_abi_version(void);
const char *undelivered_version(void);
typedef int32_t undelivered_status;
enum {
    UNDELIVERED_OK = 0,
    UNDELIVERED_INVALID_ARGUMENT = 1,
    UNDELIVERED_INVALID_HANDLE = 2,
    UNDELIVERED_BUSY = 3,
    UNDELIVERED_INVALID_PACK = 4,
    UNDELIVERED_INVALID_IMAGE = 5,
    UNDELIVERED_EMPTY = 6,
    UNDELIVERED_TOO_LARGE = 7,
    UNDELIVERED_NO_RESULT = 8,
    UNDELIVERED_BUFFER_TOO_SMALL = 9
};
const char *undelivered_status_text(undelivered_status status);
typedef struct undelivered_text {
    const char *data;
    size_t length;
} undelivered_text;
typedef struct undelivered_error undelivered_error;
typedef struct undelivered_diagnostic {
    size_t struct_size;
    undelivered_text code;
    undelivered_text message;
    undelivered_text help;
    undelivered_text origin;
    uint32_t line;
    uint32_t column;
    uint32_t is_error;
    uint32_t reserved;
} undelivered_diagnostic;
undelivered_status undelivered_error_status(const undelivered_error *error);
undelivered_text undelivered_error_message(const undelivered_error *error);
undelivered_text undelivered_error_json(const undelivered_error *error);
size_t undelivered_error_diagnostic_count(const undelivered_error *error);
undelivered_status undelivered_error_diagnostic(const undelivered_error *error, size_t index, undelivered_diagnostic *diagnostic);
void undelivered_error_free(undelivered_error *error);
typedef struct undelivered_builder undelivered_builder;
typedef struct undelivered_diagnoser undelivered_diagnoser;
typedef struct undelivered_limits {
    size_t struct_size;
    uint64_t message_size;
    uint64_t header_fields;
    uint64_t parts;
    uint64_t nesting;
    uint64_t text_size;
    uint64_t body_text_size;
    uint64_t recipients;
} undelivered_limits;
enum { UNDELIVERED_LINT_ALLOW = 0, UNDELIVERED_LINT_WARN = 1, UNDELIVERED_LINT_DENY = 2 };
undelivered_status undelivered_builder_create(undelivered_builder **builder, undelivered_error **error);
undelivered_status undelivered_builder_add_builtin(
    undelivered_builder *builder, const char *id, size_t id_length, undelivered_error **error);
undelivered_status undelivered_builder_add_yaml(
    undelivered_builder *builder, const char *pack, size_t pack_length, const char *origin, size_t origin_length, const void *yaml,
    size_t yaml_length, undelivered_error **error);
undelivered_status undelivered_builder_add_own_domain(
    undelivered_builder *builder, const char *domain, size_t domain_length, undelivered_error **error);
undelivered_status undelivered_builder_set_limits(
    undelivered_builder *builder, const undelivered_limits *limits, undelivered_error **error);
undelivered_status undelivered_builder_set_lint(
    undelivered_builder *builder, const char *code, size_t code_length, int32_t level, undelivered_error **error);
undelivered_status undelivered_builder_build(
    undelivered_builder *builder, undelivered_diagnoser **diagnoser, undelivered_error **error);
undelivered_status undelivered_builder_warnings(undelivered_builder *builder, undelivered_error **warnings);
void undelivered_builder_free(undelivered_builder *builder);
typedef struct undelivered_diagnoser_info {
    size_t struct_size;
    uint8_t digest[16];
    uint64_t image_size;
    uint32_t pack_count;
    uint32_t rule_count;
    uint32_t cause_count;
    uint32_t layout_count;
} undelivered_diagnoser_info;
undelivered_status undelivered_diagnoser_load(
    const void *image, size_t image_length, const undelivered_limits *limits, undelivered_diagnoser **diagnoser,
    undelivered_error **error);
undelivered_status undelivered_diagnoser_save(
    const undelivered_diagnoser *diagnoser, void *buffer, size_t capacity, size_t *length, undelivered_error **error);
undelivered_status undelivered_diagnoser_describe(const undelivered_diagnoser *diagnoser, undelivered_diagnoser_info *info);
undelivered_diagnoser *undelivered_diagnoser_retain(undelivered_diagnoser *diagnoser);
void undelivered_diagnoser_release(undelivered_diagnoser *diagnoser);
typedef struct undelivered_session undelivered_session;
undelivered_status undelivered_session_create(
    undelivered_diagnoser *diagnoser, undelivered_session **session, undelivered_error **error);
undelivered_status undelivered_session_replace_diagnoser(
    undelivered_session *session, undelivered_diagnoser *diagnoser, undelivered_error **error);
undelivered_status undelivered_session_add_known_address(
    undelivered_session *session, const char *address, size_t address_length, undelivered_error **error);
void undelivered_session_free(undelivered_session *session);
undelivered_status undelivered_diagnose_message(
    undelivered_session *session, const void *bytes, size_t length, undelivered_error **error);
undelivered_status undelivered_diagnose_reply(
    undelivered_session *session, const char *text, size_t length, undelivered_error **error);
undelivered_status undelivered_diagnose_dialog(
    undelivered_session *session, const char *text, size_t length, undelivered_error **error);
undelivered_status undelivered_diagnose_arrived(
    undelivered_session *session, const void *bytes, size_t length, undelivered_error **error);
undelivered_status undelivered_diagnose_log_line(
    undelivered_session *session, const char *text, size_t length, undelivered_error **error);
undelivered_status undelivered_diagnose_symptoms(
    undelivered_session *session, const void *report, size_t length, undelivered_error **error);
typedef struct undelivered_delivery {
    size_t struct_size;
    undelivered_text text;
    undelivered_text enhanced_status;
    undelivered_text phase;
    undelivered_text remote_mta;
    undelivered_text reporting_mta;
    undelivered_text recipient_domain;
    undelivered_text sender_domain;
    undelivered_text layout;
    uint64_t message_size;
    uint32_t reply_code;
    uint32_t reserved;
} undelivered_delivery;
undelivered_status undelivered_match(
    undelivered_session *session, const undelivered_delivery *delivery, undelivered_error **error);
typedef int32_t undelivered_side;
enum {
    UNDELIVERED_SIDE_UNDETERMINED = 0,
    UNDELIVERED_SIDE_SENDER = 1,
    UNDELIVERED_SIDE_RECIPIENT = 2,
    UNDELIVERED_SIDE_THIRD_PARTY = 3,
    UNDELIVERED_SIDE_NONE = 4
};
typedef int32_t undelivered_actor;
enum { UNDELIVERED_ACTOR_OPEN = 0, UNDELIVERED_ACTOR_USER = 1, UNDELIVERED_ACTOR_OPERATOR = 2, UNDELIVERED_ACTOR_VENDOR = 3 };
typedef int32_t undelivered_permanence;
enum {
    UNDELIVERED_PERMANENCE_UNKNOWN = 0,
    UNDELIVERED_PERMANENCE_PERMANENT = 1,
    UNDELIVERED_PERMANENCE_TEMPORARY = 2,
    UNDELIVERED_PERMANENCE_NONE = 3
};
typedef int32_t undelivered_suppression;
enum { UNDELIVERED_SUPPRESS_NO = 0, UNDELIVERED_SUPPRESS_YES = 1, UNDELIVERED_SUPPRESS_AFTER_REPEATS = 2 };
typedef struct undelivered_diagnosis {
    size_t struct_size;
    undelivered_text cause;
    undelivered_text rule;
    undelivered_text layout;
    undelivered_text recipient;
    undelivered_text original_recipient;
    undelivered_text action;
    undelivered_text enhanced_status;
    undelivered_text phase;
    undelivered_text reporting_mta;
    undelivered_text remote_mta;
    undelivered_text diagnostic_text;
    undelivered_text blocklist_zone;
    undelivered_text blocklist_name;
    undelivered_text blocklist_listed;
    undelivered_text sisimai_reason;
    double confidence;
    undelivered_side side;
    undelivered_actor actor;
    undelivered_permanence permanence;
    undelivered_suppression suppress_recipient;
    uint32_t reply_code;
    uint32_t alternative_count;
    uint32_t contradiction_count;
    uint32_t evidence_count;
} undelivered_diagnosis;
typedef struct undelivered_evidence {
    size_t struct_size;
    undelivered_text field;
    undelivered_text text;
    uint64_t start;
    uint64_t end;
} undelivered_evidence;
typedef struct undelivered_alternative {
    size_t struct_size;
    undelivered_text cause;
    double confidence;
} undelivered_alternative;
typedef struct undelivered_rule_match {
    size_t struct_size;
    undelivered_text rule;
    undelivered_text cause;
    uint32_t strength;
    uint32_t weight;
} undelivered_rule_match;
typedef struct undelivered_mail {
    size_t struct_size;
    undelivered_text kind;
    int32_t is_passed_on;
    int32_t backscatter;
} undelivered_mail;
undelivered_status undelivered_result_count(undelivered_session *session, size_t *count);
undelivered_status undelivered_result_mail(undelivered_session *session, undelivered_mail *mail);
undelivered_status undelivered_result(undelivered_session *session, size_t index, undelivered_diagnosis *diagnosis);
undelivered_status undelivered_result_evidence(
    undelivered_session *session, size_t index, size_t number, undelivered_evidence *evidence);
undelivered_status undelivered_result_alternative(
    undelivered_session *session, size_t index, size_t number, undelivered_alternative *alternative);
undelivered_status undelivered_result_contradiction(
    undelivered_session *session, size_t index, size_t number, undelivered_text *sentence);
undelivered_status undelivered_result_match(undelivered_session *session, size_t index, undelivered_rule_match *match);
undelivered_status undelivered_result_json(undelivered_session *session, undelivered_text *json);
undelivered_status undelivered_result_explanation(
    undelivered_session *session, size_t index, const char *language, const char *reader, undelivered_text *json);
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
enum {
    UNDELIVERED_OFFSETS_32 = 0,
    UNDELIVERED_OFFSETS_64 = 1,
    UNDELIVERED_VIEWS = 2
};
typedef struct undelivered_column {
    size_t struct_size;
    int32_t layout;
    uint32_t reserved;
    uint64_t count;
    uint64_t first;
    const uint8_t *validity;
    const void *offsets;
    const uint8_t *bytes;
    uint64_t bytes_length;
    const void *const *buffers;
    const int64_t *buffer_lengths;
    uint64_t buffer_count;
} undelivered_column;
undelivered_status undelivered_diagnose_replies(
    undelivered_session *session, const undelivered_column *replies, size_t chunks, struct ArrowSchema *schema,
    struct ArrowArray *array, undelivered_error **error);
undelivered_status undelivered_diagnose_messages(
    undelivered_session *session, const undelivered_column *messages, size_t chunks, struct ArrowSchema *schema,
    struct ArrowArray *array, undelivered_error **error);
undelivered_status undelivered_arrow_share(
    const struct ArrowSchema *schema, const struct ArrowArray *array, struct ArrowSchema *copied_schema, struct ArrowArray *copied_array);
"""
