internal import ArgumentParser

/// How the program ends; the numbers are those of sysexits.h where it has one.
enum ExitStatus {
    /// Read, but at least one mail could not be diagnosed.
    static let undiagnosed = ExitCode(1)
    /// An input is missing, unreadable, or no mail.
    static let unreadable = ExitCode(65)
    /// A bug in the program, or packs that it cannot load.
    static let software = ExitCode(70)
    /// The output cannot be written: a full disk.
    static let cannotWrite = ExitCode(74)
}
