public import MailReading
import PatternAutomaton
import RuleEngine
public import RulePackCompiler

/// Packs that are joined again and again can be joined once and kept: an image is ready in milliseconds.
extension Diagnoser {
    /// The packs of this diagnoser, compiled: what `init(image:)` and `init(imageFile:)` take.
    ///
    /// The same packs give the same bytes. An image is read by the version of the library that made it, and by every other
    /// one with the same format of images.
    public var image: [UInt8] { rules.image.copy }

    /// A diagnoser with the packs of an image.
    ///
    /// - Parameters:
    ///   - bytes: what `image` gave; they are copied.
    ///   - limits: what one mail may cost.
    /// - Throws: `RulePackError` (E901) for bytes that are no image, of another format, or changed in any bit.
    public init(image bytes: [UInt8], limits: MessageLimits = .default) throws(RulePackError) {
        try self.init(checked: { () throws(ImageError) in try Image(copying: bytes) }, limits: limits)
    }

    /// A diagnoser with the packs of an image in a file, which is used in place: processes share its memory.
    ///
    /// Put a new image in its place by renaming; a file in use must not be cut short or written to.
    ///
    /// - Throws: `RulePackError` (E901) for a file that cannot be read, and as `init(image:)` does.
    public init(imageFile path: String, limits: MessageLimits = .default) throws(RulePackError) {
        try self.init(checked: { () throws(ImageError) in try Image(mapping: path) }, limits: limits)
    }
}
