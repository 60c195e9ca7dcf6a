internal import DeliveryTypes

extension MailDiagnosis {
    /// The mail as one JSON object: `source`, `kind`, `forwarded`, `backscatter`, `diagnoses`.
    ///
    /// - Parameter source: how the caller names the input; `nil` leaves the key out.
    package func writeJSON(source: String?, to json: inout JSONWriter) {
        json.object { json in
            if let source { json.member("source", source) }
            json.member("kind", kind.id)
            json.key("forwarded")
            json.boolean(isPassedOn)
            json.key("backscatter")
            if let isBackscatter { json.boolean(isBackscatter) } else { json.null() }
            json.key("diagnoses")
            json.array(of: diagnoses) { $1.writeJSON(to: &$0) }
        }
    }
}

extension Diagnosis {
    /// The diagnosis as one JSON object. The order of the keys is part of the format.
    package func writeJSON(to json: inout JSONWriter) {
        json.object { json in
            writeReport(to: &json)
            writeVerdict(to: &json)
            writeReasons(to: &json)
            writeTexts(to: &json)
            writeQuestions(to: &json)
            writeFindings(to: &json)
            writeIncident(to: &json)
            if let decision {
                json.key("decision")
                decision.writeJSON(to: &json)
            }
        }
    }

    private func writeReport(to json: inout JSONWriter) {
        json.member("recipient", recipient)
        json.member("original_recipient", originalRecipient)
        json.member("action", action?.name)
        json.member("reply_code", replyCode.map { Int($0.rawValue) })
        json.member("enhanced_status", enhancedStatus?.description)
        json.member("phase", phase?.name)
        json.member("reporting_mta", reportingMTA)
        json.member("remote_mta", remoteMTA)
        json.member("diagnostic_text", diagnosticText)
    }

    private func writeVerdict(to json: inout JSONWriter) {
        json.member("cause", cause.id)
        json.key("responsible")
        json.object { json in
            json.member("side", responsible.side.id)
            json.member("actor", responsible.actor?.id)
        }
        json.member("permanence", permanence.id)
        json.member("suppress_recipient", suppressRecipient.id)
        json.key("confidence")
        json.share(confidence)
        json.key("alternatives")
        json.array(of: alternatives) { json, alternative in
            json.object { json in
                json.member("cause", alternative.cause.id)
                json.key("confidence")
                json.share(alternative.confidence)
            }
        }
        json.key("contradictions")
        json.array(of: contradictions) { $0.string($1.words(in: .english)) }
    }

    private func writeReasons(to json: inout JSONWriter) {
        json.member("rule", rule)
        json.member("layout", layout)
        json.key("evidence")
        json.array(of: evidence) { json, evidence in
            json.object { json in
                json.member("field", evidence.field)
                json.member("text", evidence.text)
                json.member("start", evidence.range.lowerBound)
                json.member("end", evidence.range.upperBound)
            }
        }
        json.key("blocklist")
        if let blocklist {
            json.object { json in
                json.member("zone", blocklist.zone)
                json.member("name", blocklist.name)
                json.member("listed", blocklist.listed)
            }
        } else {
            json.null()
        }
        json.member("sisimai_reason", sisimaiReason)
    }

    private func writeIncident(to json: inout JSONWriter) {
        json.key("incident")
        guard let incident else { return json.null() }
        json.object { json in
            json.member("rule", incident.rule)
            for language in Language.all { json.member(language.id, incident.note(in: language)) }
        }
    }

    /// What has to be asked where the cause is in doubt.
    private func writeQuestions(to json: inout JSONWriter) {
        json.key("questions")
        json.array(of: questions()) { json, question in
            json.object { json in
                json.member("symptom", question.symptom)
                json.key("text")
                json.object { json in
                    for language in Language.all { json.member(language.id, question.text(in: language)) }
                }
                json.key("answers")
                json.array(of: question.answers) { json, answer in
                    json.object { json in
                        json.member("value", answer.value)
                        json.member("suggests", answer.suggests?.id)
                    }
                }
            }
        }
    }

    private func writeFindings(to json: inout JSONWriter) {
        json.member("suggestion", suggestion)
        json.key("size_limit")
        if let sizeLimit {
            json.object { json in
                json.member("text", sizeLimit.text)
                json.member("decimal", Int(clamping: sizeLimit.quantity.decimal))
                json.member("binary", Int(clamping: sizeLimit.quantity.binary))
                json.member("largest_raw", Int(clamping: sizeLimit.largestRawSize))
            }
        } else {
            json.null()
        }
        json.key("removal")
        if let removal { removal.writeJSON(to: &json) } else { json.null() }
    }

    private func writeTexts(to json: inout JSONWriter) {
        let texts = explanationTexts()
        json.key("summary")
        json.object { json in
            for language in Language.all { json.member(language.id, texts.summary[language]) }
        }
        json.key("advice")
        json.object { json in
            for reader in [Reader.sender, .recipient, .operator] {
                json.key(reader.id)
                json.object { json in
                    for language in Language.all {
                        json.key(language.id)
                        json.array(of: texts.steps.lazy.filter { reader.includes($0.reader) }) { $0.string($1.text[language]) }
                    }
                }
            }
        }
    }
}
