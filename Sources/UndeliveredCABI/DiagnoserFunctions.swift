// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of the header.

public import CUndelivered
import PatternAutomaton
import RuleEngine
import Undelivered

/// What `undelivered_diagnoser` stands for. Immutable.
final class DiagnoserObject {
    let diagnoser: Diagnoser

    init(_ diagnoser: Diagnoser) {
        self.diagnoser = diagnoser
    }
}

@c @implementation
public func undelivered_diagnoser_load(
    _ image: UnsafeRawPointer?, _ imageLength: Int, _ limits: UnsafePointer<undelivered_limits>?,
    _ diagnoser: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe answering(error) { () throws(Failure) in
        guard let diagnoser = unsafe diagnoser else { throw .notNull("diagnoser") }
        let bytes = try unsafe Input.bytes(image, imageLength, "image")
        let chosen = try unsafe limits == nil ? MessageLimits.default : MessageLimits(SizedStruct.load(limits, "limits"))
        let loaded: Diagnoser
        do throws(RulePackError) {
            loaded = try unsafe Diagnoser(image: [UInt8](bytes), limits: chosen)
        } catch {
            throw Failure(UNDELIVERED_INVALID_IMAGE, Failure(error).message, error.diagnostics)
        }
        unsafe diagnoser.pointee = Handle.make(DiagnoserObject(loaded), .diagnoser)
    }
}

@c @implementation
public func undelivered_diagnoser_save(
    _ diagnoser: OpaquePointer?, _ buffer: UnsafeMutableRawPointer?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe answering(error) { () throws(Failure) in
        let rules = try unsafe shared(diagnoser, .diagnoser, as: DiagnoserObject.self).diagnoser.rules
        guard let length = unsafe length else { throw .notNull("length") }
        let size = rules.image.byteCount
        guard capacity != 0 else {
            unsafe length.pointee = size
            return
        }
        guard let buffer = unsafe buffer else { throw .notNull("buffer") }
        unsafe length.pointee = size
        // More than any memory: a negative number that was made unsigned.
        guard capacity >= size else {
            throw Failure(UNDELIVERED_BUFFER_TOO_SMALL, "the image has \(size) bytes, the buffer \(UInt(bitPattern: capacity))")
        }
        unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size).copyBytes(from: rules.image.copy)
    }
}

@c @implementation
public func undelivered_diagnoser_describe(
    _ diagnoser: OpaquePointer?, _ info: UnsafeMutablePointer<undelivered_diagnoser_info>?
) -> undelivered_status {
    answering { () throws(Failure) in
        let rules = try unsafe shared(diagnoser, .diagnoser, as: DiagnoserObject.self).diagnoser.rules
        var record = undelivered_diagnoser_info()
        let digest = rules.image.sourceDigest
        unsafe withUnsafeMutableBytes(of: &record.digest) { bytes in
            unsafe bytes.storeBytes(of: digest.high.bigEndian, as: UInt64.self)
            unsafe bytes.storeBytes(of: digest.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        record.image_size = UInt64(clamping: rules.image.byteCount)
        record.pack_count = UInt32(clamping: rules.packs.count)
        record.rule_count = UInt32(clamping: rules.rules.count)
        record.cause_count = UInt32(clamping: rules.causes.count)
        record.layout_count = UInt32(clamping: rules.layouts.count)
        try unsafe SizedStruct.store(record, in: info, "info")
    }
}

@c @implementation
public func undelivered_diagnoser_retain(_ diagnoser: OpaquePointer?) -> OpaquePointer? {
    guard let handle = unsafe Handle(diagnoser, .diagnoser) else { return nil }
    unsafe handle.retain()
    return unsafe diagnoser
}

@c @implementation
public func undelivered_diagnoser_release(_ diagnoser: OpaquePointer?) {
    unsafe Handle(diagnoser, .diagnoser)?.release()
}
