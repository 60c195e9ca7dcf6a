extension YAMLDocument {
    /// Without what linking never asks for: examples, samples and references, which are half of most packs.
    package var forLinking: YAMLDocument {
        guard case .mapping(let entries) = root.content else { return self }
        let kept = entries.map { entry in
            guard let unwanted = Self.unwanted[entry.key.text] else { return entry }
            return YAMLNode.Entry(key: entry.key, value: entry.value.without(unwanted))
        }
        return YAMLDocument(name: name, root: YAMLNode(content: .mapping(kept), place: root.place))
    }

    /// By the section of a file: what each of its items is stored without.
    private static let unwanted: [String: Set<String>] = [
        "rules": ["examples", "references"], "blocklists": ["examples", "references"], "layouts": ["samples", "references"],
    ]
}

extension YAMLNode {
    fileprivate func without(_ keys: Set<String>) -> YAMLNode {
        guard case .sequence(let items) = content else { return self }
        let kept = items.map { item in
            guard case .mapping(let entries) = item.content else { return item }
            return YAMLNode(content: .mapping(entries.filter { !keys.contains($0.key.text) }), place: item.place)
        }
        return YAMLNode(content: .sequence(kept), place: place)
    }
}
