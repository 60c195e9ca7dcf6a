// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of the header.

public import CUndelivered
import RulePackCompiler
import Undelivered

private func building(
    _ builder: OpaquePointer?, _ error: ErrorSlot, _ body: (BuilderObject) throws(Failure) -> Void
) -> undelivered_status {
    unsafe answering(error) { () throws(Failure) in try unsafe using(builder, .builder, as: BuilderObject.self, body) }
}

@c @implementation
public func undelivered_builder_create(
    _ builder: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe answering(error) { () throws(Failure) in
        guard let builder = unsafe builder else { throw .notNull("builder") }
        unsafe builder.pointee = Handle.make(BuilderObject(), .builder)
    }
}

@c @implementation
public func undelivered_builder_add_builtin(
    _ builder: OpaquePointer?, _ id: UnsafePointer<CChar>?, _ idLength: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe building(builder, error) { (builder) throws(Failure) in
        // NULL is all, whatever length came with it.
        try unsafe builder.addBuiltin(id == nil ? "" : Input.name(id, idLength, "id"))
    }
}

@c @implementation
public func undelivered_builder_add_yaml(
    _ builder: OpaquePointer?, _ pack: UnsafePointer<CChar>?, _ packLength: Int, _ origin: UnsafePointer<CChar>?, _ originLength: Int,
    _ yaml: UnsafeRawPointer?, _ yamlLength: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe building(builder, error) { (builder) throws(Failure) in
        let key = try unsafe Input.name(pack, packLength, "pack")
        let name = try unsafe Input.name(origin, originLength, "origin")
        let bytes = try unsafe Input.bytes(yaml, yamlLength, "yaml")
        unsafe builder.addFile(PackFile(name: name, bytes: [UInt8](bytes)), toPack: Array(key.utf8))
    }
}

@c @implementation
public func undelivered_builder_add_own_domain(
    _ builder: OpaquePointer?, _ domain: UnsafePointer<CChar>?, _ domainLength: Int, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe building(builder, error) { (builder) throws(Failure) in
        let name = try unsafe Input.name(domain, domainLength, "domain")
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "domain is empty or not a domain in ASCII")
        }
        builder.ownDomains.append(name)
    }
}

@c @implementation
public func undelivered_builder_set_limits(
    _ builder: OpaquePointer?, _ limits: UnsafePointer<undelivered_limits>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe building(builder, error) { (builder) throws(Failure) in
        builder.limits = try unsafe MessageLimits(SizedStruct.load(unsafe limits, "limits"))
    }
}

@c @implementation
public func undelivered_builder_set_lint(
    _ builder: OpaquePointer?, _ code: UnsafePointer<CChar>?, _ codeLength: Int, _ level: Int32,
    _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe building(builder, error) { (builder) throws(Failure) in
        guard let level = BuilderObject.LintLevel(rawValue: level) else {
            throw Failure(UNDELIVERED_INVALID_ARGUMENT, "there is no lint level \(level)")
        }
        try unsafe builder.setLint(code == nil ? "" : Input.name(code, codeLength, "code"), level)
    }
}

@c @implementation
public func undelivered_builder_build(
    _ builder: OpaquePointer?, _ diagnoser: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe building(builder, error) { (builder) throws(Failure) in
        guard let diagnoser = unsafe diagnoser else { throw .notNull("diagnoser") }
        let object = DiagnoserObject(try builder.build())
        unsafe diagnoser.pointee = Handle.make(object, .diagnoser)
    }
}

@c @implementation
public func undelivered_builder_warnings(
    _ builder: OpaquePointer?, _ warnings: UnsafeMutablePointer<OpaquePointer?>?
) -> undelivered_status {
    unsafe building(builder, nil) { (builder) throws(Failure) in
        guard let warnings = unsafe warnings else { throw .notNull("warnings") }
        unsafe warnings.pointee = nil
        guard !builder.warnings.isEmpty else { return }
        let lines = builder.warnings.map(\.summaryLine).joined(separator: "\n")
        unsafe warnings.pointee = Handle.make(ErrorObject(Failure(UNDELIVERED_OK, lines, builder.warnings)), .error)
    }
}

@c @implementation
public func undelivered_builder_free(_ builder: OpaquePointer?) {
    unsafe Handle(builder, .builder)?.free()
}

extension MessageLimits {
    /// 0 leaves the library's own limit.
    init(_ limits: undelivered_limits) {
        self.init()
        func set(_ limit: inout Int, _ value: UInt64) {
            if value > 0 { limit = Int(clamping: value) }
        }
        set(&maximumSize, limits.message_size)
        set(&maximumHeaderFields, limits.header_fields)
        set(&maximumParts, limits.parts)
        set(&maximumNesting, limits.nesting)
        set(&maximumTextSize, limits.text_size)
        set(&maximumBodyTextSize, limits.body_text_size)
        set(&maximumRecipients, limits.recipients)
    }
}
