// Counts the causes of many replies, one in a line, with a thread for each core: one diagnoser, a session for each thread.
#include <undelivered.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

// The library's objects as values of C++: freed where their owner ends.
template <auto Free> struct Freeing {
    template <class Object> void operator()(Object *object) const { Free(object); }
};
using Builder = std::unique_ptr<undelivered_builder, Freeing<undelivered_builder_free>>;
using Diagnoser = std::unique_ptr<undelivered_diagnoser, Freeing<undelivered_diagnoser_release>>;
using Session = std::unique_ptr<undelivered_session, Freeing<undelivered_session_free>>;

// Calls a function whose last parameter is the error; throws what it says.
template <class Function, class... Arguments> void call(Function function, Arguments... arguments) {
    undelivered_error *error = nullptr;
    if (function(arguments..., &error) == UNDELIVERED_OK) return;
    const undelivered_text message = undelivered_error_message(error);
    std::runtime_error failure{std::string(message.data ? message.data : "", message.length)};
    undelivered_error_free(error);
    throw failure;
}

Diagnoser allPacks() {
    undelivered_builder *builder = nullptr;
    call(undelivered_builder_create, &builder);
    const Builder owner{builder};
    call(undelivered_builder_add_builtin, builder, static_cast<const char *>(nullptr), std::size_t{0});
    undelivered_diagnoser *diagnoser = nullptr;
    call(undelivered_builder_build, builder, &diagnoser);
    return Diagnoser{diagnoser};
}

using Counts = std::map<std::string, int, std::less<>>;

Counts count(undelivered_diagnoser *diagnoser, const std::vector<std::string> &replies, std::size_t first, std::size_t step) {
    undelivered_session *raw = nullptr;
    call(undelivered_session_create, diagnoser, &raw);
    const Session session{raw};
    Counts counts;
    for (std::size_t index = first; index < replies.size(); index += step) {
        undelivered_diagnosis diagnosis = UNDELIVERED_DIAGNOSIS_INIT;
        call(undelivered_diagnose_reply, raw, replies[index].data(), replies[index].size());
        if (undelivered_result(raw, 0, &diagnosis) == UNDELIVERED_OK) ++counts[std::string(diagnosis.cause.data, diagnosis.cause.length)];
    }
    return counts;
}

}  // namespace

int main() try {
    std::vector<std::string> replies;
    for (std::string line; std::getline(std::cin, line);) replies.push_back(line);
    const Diagnoser diagnoser = allPacks();
    const std::size_t workers = std::max(1u, std::thread::hardware_concurrency());
    std::vector<Counts> parts(workers);
    std::vector<std::thread> threads;
    for (std::size_t index = 0; index < workers; ++index)
        threads.emplace_back([&, index] { parts[index] = count(diagnoser.get(), replies, index, workers); });
    for (std::thread &thread : threads) thread.join();
    Counts total;
    for (const Counts &part : parts)
        for (const auto &[cause, number] : part) total[cause] += number;
    for (const auto &[cause, number] : total) std::cout << number << "\t" << cause << "\n";
} catch (const std::exception &failure) {
    std::cerr << failure.what() << "\n";
    return 1;
}
