#!/usr/bin/env python3
"""Compares the automaton with RE2 on random patterns and texts.

    pip install google-re2
    swift build -c release --product pattern-probe
    Scripts/differential.py .build/release/pattern-probe --pairs 1000000

For every pair: whether it matches (with automata, with the parallel search, alone), in which lines, and what the groups are.
Every difference is printed; the exit code says whether there was one.
"""
import argparse
import random
import re
import struct
import subprocess
import sys

import re2

ALPHABET = "aabbcx01 _-.\n\t日本é’"
LITERALS = ["mailbox", "user unknown", "quota", "over quota", "550 5.1.1", "abab", "aaaaa", "ab_ba", "日本語", "rejected: "]
CLASSES = [r"\d", r"\s", r"\w", r"\D", r"\S", r"\W", "[a-c]", "[^a]", "[^a-z0-9]", "[日-本]", "[^日]", "[[:alpha:]]", "[[:^digit:]]",
           "[a-]", "[]a]", r"[\d_]", "[ -~]", r"[^\n]", r"[^\s]", "[x日]", "."]
EMPTY_ROUND = re.compile(rb"\|\||\|\)|\(\||\(\?:\||\(\?s:\||\)[*?+{]|\]\*")
ASSERTIONS = ["^", "$", r"\b", r"\B", r"\A", r"\z"]
METACHARACTERS = set(".^$*+?{}[]()|\\")


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0

    def literal(self, text):
        return "".join("\\" + c if c in METACHARACTERS else {"\n": r"\n", "\t": r"\t"}.get(c, c) for c in text)

    def atom(self, depth):
        """A pattern and texts that it matches (roughly)."""
        r = self.random
        kind = r.random()
        if kind < 0.30:
            c = r.choice(ALPHABET)
            return self.literal(c), c
        if kind < 0.48:
            text = r.choice(LITERALS)
            return self.literal(text), text
        if kind < 0.66:
            return r.choice(CLASSES), r.choice(ALPHABET)
        if kind < 0.74:
            return r.choice(ASSERTIONS), ""
        if depth == 0:
            return "a", "a"
        inner, text = self.alternation(depth - 1)
        # Not all versions of RE2 refuse a name that is given twice, as we do.
        self.names += 1
        opening = r.choice(["(", "(?:", "(?:", "(?s:", "(?P<n%d>" % self.names])
        return opening + inner + ")", text

    def repeat(self, atom, text):
        r = self.random
        if atom in ASSERTIONS and r.random() < 0.9:
            return atom, text
        low = r.randrange(0, 4)
        high = low + r.randrange(0, 4) if r.random() < 0.9 else r.randrange(low, 80)
        operator, count = r.choice([("*", r.randrange(3)), ("+", 1 + r.randrange(2)), ("?", r.randrange(2)), ("{%d}" % low, low),
                                    ("{%d,}" % low, low + r.randrange(2)), ("{%d,%d}" % (low, high), r.randint(low, high))])
        if not (len(atom) == 1 or atom[0] in "([" or (atom[0] == "\\" and len(atom) == 2)):
            atom = "(?:" + atom + ")"
        return atom + operator + r.choice(["", "", "?"]), text * count

    def concatenation(self, depth):
        parts = []
        for _ in range(self.random.choice([0, 1, 1, 2, 2, 3, 4])):
            atom, text = self.atom(depth)
            if self.random.random() < 0.35:
                atom, text = self.repeat(atom, text)
            parts.append((atom, text))
        return "".join(p for p, _ in parts), "".join(t for _, t in parts)

    def alternation(self, depth):
        branches = [self.concatenation(depth) for _ in range(self.random.choice([1, 1, 1, 2, 3]))]
        return "|".join(p for p, _ in branches), self.random.choice(branches)[1]

    def text(self, seeds):
        r = self.random
        parts = []
        for _ in range(r.randrange(1, 5)):
            kind = r.random()
            if kind < 0.5:
                parts.append(r.choice(seeds))
            elif kind < 0.7:
                parts.append(r.choice(LITERALS))
            else:
                parts.append("".join(r.choice(ALPHABET) for _ in range(r.randrange(0, 12))))
        data = bytearray("".join(parts).encode())
        while data and r.random() < 0.25:
            i = r.randrange(len(data))
            kind = r.random()
            if kind < 0.3:
                data[i] = r.choice([0x80, 0xFF, 0xE3, 0xC2, 0xF0, 0x00, 0x0D])
            elif kind < 0.6:
                del data[i]
            else:
                data[i] = r.choice(b"ab0_ \n")
        if r.random() < 0.2:
            data = data.upper()
        return bytes(data)


class Probe:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, count):
        data = self.process.stdout.read(count)
        if len(data) != count:
            sys.exit("the probe died")
        return data

    def number(self):
        return struct.unpack("<i", self.read(4))[0]

    def ask(self, patterns, texts):
        counted = lambda data: struct.pack("<I", len(data)) + data
        message = struct.pack("<I", len(patterns)) + b"".join(b"R" + counted(p) for p in patterns)
        message += struct.pack("<I", len(texts)) + b"".join(counted(t) for t in texts)
        self.process.stdin.write(message)
        self.process.stdin.flush()
        codes = list(self.read(len(patterns)))
        return codes, self.answers([code == 0 for code in codes], texts)

    def answers(self, accepted, texts):
        for text in texts:
            for index in [i for i, ok in enumerate(accepted) if ok]:
                flags = self.read(1)[0]
                lines = list(self.read(text.count(b"\n") + 1))
                groups = [(self.number(), self.number()) for _ in range(self.number())]
                yield text, index, flags, lines, groups


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("probe")
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    probe = Probe(arguments.probe)
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 256 << 20
    generator = Generator(arguments.seed)
    pairs = matched = differences = refused = line_checks = odd_loops = 0
    while pairs < arguments.pairs:
        made = [generator.alternation(3) for _ in range(generator.random.randrange(1, 17))]
        patterns, seeds = [p.encode() for p, _ in made], [t for _, t in made]
        texts = [generator.text(seeds) for _ in range(16)]
        compiled = []
        for pattern in patterns:
            try:
                compiled.append(re2.compile(b"(?im)" + pattern, options))
            except re2.error as error:
                # RE2 also bounds the product of nested repeats.
                compiled.append(False if "repetition" in str(error) or "too large" in str(error) else None)
        accepted, answers = probe.ask(patterns, texts)
        for pattern, ours, theirs in zip(patterns, accepted, compiled):
            refused += ours != 0
            # 2: larger than our limits; False: than RE2's.
            if ours != 2 and theirs is not False and (ours == 0) != (theirs is not None):
                differences += 1
                print("refused" if ours else "accepted", "unlike RE2:", pattern)
        for text, index, flags, lines, groups in answers:
            regex = compiled[index]
            if not regex:
                continue
            pairs += 1
            match = regex.search(text)
            matched += match is not None
            expected = []
            if match:
                expected = [match.span(i) for i in range(regex.groups + 1)]
            wrong = []
            if flags != (15 if match else 0):
                wrong.append(f"flags {flags}, expected a match: {match is not None}")
            if match and groups != expected:
                if EMPTY_ROUND.search(patterns[index]):
                    # Which round of a loop is the empty one: RE2 decides it in one way for `(?:b||a)*` and in another for `(?:b{3}c||a)*`.
                    odd_loops += 1
                    continue
                wrong.append(f"groups {groups}, expected {expected}")
            if any(line not in (0, 3) for line in lines):
                wrong.append(f"lines {lines}")
            if b"\n" in text and is_of_lines(patterns[index]):
                line_checks += 1
                each = [regex.search(line) is not None for line in text.split(b"\n")]
                if [line != 0 for line in lines] != each:
                    wrong.append(f"lines {lines}, expected {each}")
            if wrong:
                differences += 1
                print(patterns[index], text, "; ".join(wrong))
                if differences > 20:
                    sys.exit(1)
    print(f"{pairs} pairs, {matched} matched, {line_checks} compared line by line, {odd_loops} with other groups around empty rounds, {refused} patterns refused by both or one, {differences} differences")
    sys.exit(1 if differences else 0)


def is_of_lines(pattern):
    """Whether every line can be searched by itself: nothing matches a line feed, nothing asks for the text's edges."""
    return not any(part in pattern for part in [rb"\n", rb"\s", rb"\D", rb"\W", b"[^", b"(?s", b"[[:^", rb"\A", rb"\z"])


if __name__ == "__main__":
    main()
