extension Decision {
    /// As one JSON object. The order of the keys is part of the format.
    func writeJSON(to json: inout JSONWriter) {
        json.object { json in
            json.member("read_as", reading.id)
            json.key("layouts")
            json.array(of: layouts) { $0.string($1) }
            json.key("fields")
            json.array(of: fields) { json, field in
                json.object { json in
                    json.member("name", field.name)
                    json.member("text", field.text)
                    json.member("start", field.range?.lowerBound)
                    json.member("end", field.range?.upperBound)
                }
            }
            json.key("rules")
            json.array(of: candidates) { $1.writeJSON(to: &$0) }
        }
    }
}

extension Decision.Candidate {
    fileprivate func writeJSON(to json: inout JSONWriter) {
        json.object { json in
            json.member("rule", rule)
            json.member("cause", cause.id)
            json.member("strength", strength.id)
            json.key("fallback")
            json.boolean(isFallback)
            json.member("tier", tier)
            json.member("weight", weight)
            json.key("conditions")
            json.array(of: conditions) { $0.string($1) }
            json.key("words")
            json.array(of: words) { json, words in
                json.object { json in
                    json.member("text", words.text)
                    json.member("start", words.range.lowerBound)
                    json.member("end", words.range.upperBound)
                }
            }
            json.member("lost_by", defeat?.rawValue)
        }
    }
}
