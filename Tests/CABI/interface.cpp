// The header in C++17: it compiles without a warning, and its objects fit into the language's own owners.
#include <undelivered.h>

#include <iostream>
#include <memory>
#include <string_view>

namespace {
template <auto Free> struct Call {
    template <class Object> void operator()(Object *object) const { Free(object); }
};
template <class Object, auto Free> using Owner = std::unique_ptr<Object, Call<Free>>;

std::string_view view(undelivered_text text) { return {text.data ? text.data : "", text.length}; }
}  // namespace

int main() {
    undelivered_builder *rawBuilder = nullptr;
    if (undelivered_builder_create(&rawBuilder, nullptr) != UNDELIVERED_OK) return 1;
    Owner<undelivered_builder, undelivered_builder_free> builder{rawBuilder};
    undelivered_diagnoser *rawDiagnoser = nullptr;
    if (undelivered_builder_add_builtin(builder.get(), nullptr, 0, nullptr) != UNDELIVERED_OK
        || undelivered_builder_build(builder.get(), &rawDiagnoser, nullptr) != UNDELIVERED_OK)
        return 1;
    Owner<undelivered_diagnoser, undelivered_diagnoser_release> diagnoser{rawDiagnoser};
    undelivered_session *rawSession = nullptr;
    if (undelivered_session_create(diagnoser.get(), &rawSession, nullptr) != UNDELIVERED_OK) return 1;
    Owner<undelivered_session, undelivered_session_free> session{rawSession};
    constexpr std::string_view reply = "552 5.2.2 user is over quota";
    undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
    if (undelivered_diagnose_reply(session.get(), reply.data(), reply.size(), nullptr) != UNDELIVERED_OK
        || undelivered_result(session.get(), 0, &diagnosis) != UNDELIVERED_OK || view(diagnosis.cause) != "mailbox.full")
        return 1;
    std::cout << "interface: C++ gets " << view(diagnosis.cause) << "\n";
    return 0;
}
