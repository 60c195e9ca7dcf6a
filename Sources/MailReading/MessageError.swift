/// Why bytes are not read as a mail at all. What is merely wrong inside a mail is a `MessageDefect`.
public enum MessageError: Error, Hashable, Sendable {
    /// No byte but white space and NUL.
    case empty
    /// More bytes than `MessageLimits.maximumSize` allows.
    case tooLarge(size: Int, limit: Int)
}

extension MessageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "the mail is empty"
        case .tooLarge(let size, let limit): "the mail has \(size) bytes, more than the limit of \(limit)"
        }
    }
}
