extension MessageSize {
    /// The size as one JSON object, with the answer about `limit` where there is one. The order of the keys is part of the format.
    package func writeJSON(limit: ByteQuantity?, to json: inout JSONWriter) {
        json.object { json in
            json.key("files")
            json.array(of: attachments) { json, attachment in
                json.object { json in
                    json.member("name", attachment.name)
                    json.number("raw", attachment.rawSize)
                    json.number("encoded", attachment.encodedSize)
                    json.member("encoding", attachment.encoding.name)
                }
            }
            json.number("raw", rawSize)
            json.number("encoded", encodedSize)
            json.number("structure", structureSize)
            json.number("text", textSize)
            json.number("header", headerSize)
            json.key("smime")
            json.boolean(isSMIME)
            json.number("total", total)
            json.key("limits")
            json.array(of: limit.map { $0.isAmbiguous ? [$0.decimal, $0.binary] : [$0.decimal] } ?? []) { json, limit in
                json.object { json in
                    json.number("limit", limit)
                    json.member("verdict", verdict(limit: limit).rawValue)
                    json.number("over", total.minus(limit))
                    json.number("largest_raw", largestRawSize(within: limit))
                    json.number("largest_raw_alone", (attachments.first?.encoding ?? .base64).largestRawSize(within: limit))
                    json.member("mails", mailCount(within: limit).map { Int(clamping: $0) })
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func number(_ name: String, _ value: UInt64) {
        key(name)
        integer(value)
    }
}
