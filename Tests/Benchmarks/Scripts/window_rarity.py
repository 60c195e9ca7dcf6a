#!/usr/bin/env python3
"""Counts windows of four bytes in mail and writes Sources/PatternAutomaton/WindowRarity+Registry.swift.

    Scripts/window_rarity.py FILE-OR-FOLDER ... > ../../Sources/PatternAutomaton/WindowRarity+Registry.swift

.jsonl: the "text" of each line; .yaml: rule packs, of which the examples are read; everything else: mails as they are. Only counts of hashed windows are kept.
"""
import json
import math
import pathlib
import sys

import yaml

import workload

BITS = 13
MULTIPLIER = 0x9E3779B1
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def texts(path):
    if path.suffix == ".jsonl":
        for line in path.read_text().splitlines():
            yield json.loads(line)["text"].encode()
    elif path.suffix == ".yaml":
        replies = []
        workload.walk(yaml.load(path.read_text(), yaml.BaseLoader), [], [], replies)
        yield from (r.encode() for r in replies)
    elif path.suffix in (".eml", ".msg", ".txt", ""):
        yield path.read_bytes()


def main():
    counts = [0] * (1 << BITS)
    total = 0
    for argument in map(pathlib.Path, sys.argv[1:]):
        for path in [argument] if argument.is_file() else sorted(p for p in argument.rglob("*") if p.is_file()):
            for text in texts(path):
                text = text.lower()
                for i in range(len(text) - 3):
                    counts[(int.from_bytes(text[i:i + 4], "little") * MULTIPLIER & 0xFFFFFFFF) >> (32 - BITS)] += 1
                    total += 1
    digits = "".join(DIGITS[min(63, round(4 * math.log2(1 + count * 1e6 / total)))] for count in counts)
    rows = "\n".join("        %s" % digits[i:i + 128] + ("" if i + 128 == len(digits) else "\\") for i in range(0, len(digits), 128))
    print(HEAD + rows + TAIL, end="")


HEAD = '''/// How often four bytes stand in the text of bounces and replies. Only ratios matter, and only for speed: they decide by which of its windows a literal
/// is noticed. Written by Tests/Benchmarks/Scripts/window_rarity.py.
enum WindowRarity {
    /// Occurrences in a million windows, roughly.
    static func frequency(_ window: UInt32) -> Float {
        let digit = unsafe digits.utf8Start[Int((window &* 0x9E37_79B1) >> 19)]
        let value: UInt8 =
            switch digit {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit &- UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit &- UInt8(ascii: "a") &+ 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit &- UInt8(ascii: "0") &+ 52
            case UInt8(ascii: "-"): 62
            default: 63
            }
        let quarter: Float =
            switch value & 3 {
            case 0: 1
            case 1: 1.189
            case 2: 1.414
            default: 1.682
            }
        return Float(1 << (value >> 2)) * quarter - 1 + estimate(window)
    }

    /// For windows that were never seen: by their letters.
    private static func estimate(_ window: UInt32) -> Float {
        var result: Float = 100_000
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            switch UInt8(truncatingIfNeeded: window >> shift) {
            case UInt8(ascii: " "): result *= 0.14
            case UInt8(ascii: "e"): result *= 0.09
            case UInt8(ascii: "a"), UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "o"), UInt8(ascii: "r"), UInt8(ascii: "s"),
                UInt8(ascii: "t"):
                result *= 0.06
            case UInt8(ascii: "j"), UInt8(ascii: "k"), UInt8(ascii: "q"), UInt8(ascii: "x"), UInt8(ascii: "z"): result *= 0.004
            case UInt8(ascii: "a")...UInt8(ascii: "z"): result *= 0.025
            case UInt8(ascii: "0")...UInt8(ascii: "9"): result *= 0.012
            default: result *= 0.008
            }
        }
        return result
    }

    /// A digit for each of 2^13 hashes: four times the binary logarithm of one more than the occurrences in a million.
    private static let digits: StaticString = """
'''
TAIL = '''
        """
}
'''

if __name__ == "__main__":
    main()
