import DeliveryTypes
import RuleEngine

extension Assembler {
    mutating func add(_ layout: LayoutModel) {
        let row = UInt32(layouts.count)
        var record = LayoutRecord()
        record.id = texts.add(layout.id)
        record.titles = addLocalized(layout.title)
        layoutConditions.append(addCondition(layout.recognise))
        record.kind = UInt32(LayoutKind.allCases.firstIndex(of: layout.kind) ?? 0)
        record.flags =
            (layout.reportAfter.isEmpty ? 0 : 1) | (layout.takesReturnedRecipient ? 2 : 0) | (layout.readsParagraphs ? 4 : 0)
            | (layout.needsReason ? 8 : 0)
        record.blocks = Run(first: UInt32(blocks.count), count: UInt32(layout.blocks.count))
        record.recipientHeaders = addNumbers(layout.recipientHeaders.map { FieldName.hash($0.text.utf8) })
        layouts.append(record)
        use(layout.reportAfter, ReportRole.reportAfter, row)
        use(layout.reportBefore, ReportRole.reportBefore, row)
        use(layout.returnedAfter, ReportRole.returnedAfter, row)
        use(layout.returnedAt, ReportRole.returnedAt, row)
        for regex in layout.fields { predicates.use(regex, ReportRole.field, row) }
        for regex in layout.recipients { predicates.use(regex, ReportRole.recipient, row) }
        use(layout.phases, layout.actions, row, block: 0xFFFF)
        for (index, block) in layout.blocks.enumerated() { addBlock(block, layout: row, index: UInt32(index)) }
    }

    private mutating func addBlock(_ block: BlockModel, layout: UInt32, index: UInt32) {
        var record = BlockRecord()
        record.flags = block.replyFollows ? 2 : 0
        for end in block.ends {
            switch end {
            case .blankLine: record.flags |= 1
            case .regex(let regex): predicates.use(regex, ReportRole.blockEnd, layout, index)
            }
        }
        blocks.append(record)
        for (order, regex) in block.starts.enumerated() {
            predicates.use(regex, ReportRole.blockStart, layout, index << 16 | UInt32(order))
        }
        for regex in block.fields { predicates.use(regex, ReportRole.blockField, layout, index) }
        use(block.phases, block.actions, layout, block: index)
    }

    private mutating func use(_ patterns: [LinePattern], _ role: UInt32, _ layout: UInt32) {
        for pattern in patterns {
            switch pattern {
            case .phrase(let phrase): predicates.use(.phrase(Array(phrase.text.utf8), isWordBounded: false), role, layout, 0)
            case .regex(let regex): predicates.use(regex, role, layout)
            }
        }
    }

    private mutating func use(_ phases: [PhasePhrases], _ actions: [ActionPhrases], _ layout: UInt32, block: UInt32) {
        for entry in phases {
            let value = block << 8 | UInt32(entry.phase.rawValue)
            for phrase in entry.phrases {
                predicates.use(.phrase(Array(phrase.text.utf8), isWordBounded: false), ReportRole.phase, layout, value)
            }
        }
        for entry in actions {
            let value = block << 8 | UInt32(entry.action.rawValue)
            for phrase in entry.phrases {
                predicates.use(.phrase(Array(phrase.text.utf8), isWordBounded: false), ReportRole.action, layout, value)
            }
        }
    }
}
