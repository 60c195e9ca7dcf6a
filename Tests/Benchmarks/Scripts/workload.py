#!/usr/bin/env python3
"""Writes the patterns and texts for matching-benchmark from the rule packs of this project.

    pip install pyyaml
    Scripts/workload.py OUT [--packs ../../RulePacks] [--texts FILE-OR-FOLDER ...]

OUT/patterns-packs.txt: every phrase and regex of the packs. OUT/patterns-2000.txt, OUT/patterns-10000.txt: a choice of them, then variants (half of the words exchanged) up to that number, four
phrases to a regex. OUT/replies.bin: the examples of all rules. OUT/bodies.bin: the sample mails, put together and cut to about 2.3 KB.
With --texts, other texts take their place: lines of a .jsonl file ("text") are replies, mails in a folder are bodies.
"""
import argparse
import json
import pathlib
import random
import re
import struct

import yaml

BODY = 2300


# Regexes that a layout applies line by line to a report that it has recognised; with --layouts they count as well.
LINE_KEYS = ("fields", "starts", "ends", "recipients")


def walk(node, phrases, regexes, replies, key=None, with_layouts=False):
    """Collects by the key under which a string stands."""
    if isinstance(node, str):
        if key in ("text", "body", "any", "all", "none", "list-item", "after", "at", "before"):
            phrases.append(node)
        elif key == "regex" or with_layouts and key in LINE_KEYS:
            regexes.append(node)
        elif key in ("match", "no_match", "input"):
            replies.append(node)
    elif isinstance(node, list):
        for item in node:
            walk(item, phrases, regexes, replies, key, with_layouts)
    elif isinstance(node, dict):
        for name, value in node.items():
            if key == "lists":
                walk(value, phrases, regexes, replies, "list-item", with_layouts)
            elif name == "list" or name in ("message", "title", "summary", "captures", "references", "verdict", "causes", "actions", "because"):
                continue
            else:
                walk(value, phrases, regexes, replies, name if not str(name).isupper() else key, with_layouts)


def usable(pattern, is_regex):
    """Printable, in one line; ASCII, because Vectorscan folds and counts the rest in another way."""
    text = pattern.strip() if not is_regex else pattern
    return text if text.isascii() and text.isprintable() and len(text) >= 5 else None


def variants(patterns, count, seed, is_regex):
    """`count` patterns: those given, then others with half of their words exchanged."""
    chooser = random.Random(seed)
    patterns = list(dict.fromkeys(patterns))
    chooser.shuffle(patterns)
    result = patterns[:count]
    known = set(result)
    words = sorted({w for p in patterns for w in re.findall(r"(?<![\\\[<?A-Za-z])[a-z]{4,}(?![A-Za-z>])", p.lower())})
    while len(result) < count:
        base = chooser.choice(patterns)
        places = [m for m in re.finditer(r"(?<![\\\[<?:A-Za-z])[A-Za-z]{4,}(?![A-Za-z>:\]])", base)]
        if not places:
            continue
        for place in chooser.sample(places, (len(places) + 1) // 2):
            base = base.replace(place.group(), chooser.choice(words), 1)
        if base not in known and usable(base, is_regex):
            known.add(base)
            result.append(base)
    return result


def write_texts(path, texts):
    with open(path, "wb") as file:
        file.write(struct.pack("<I", len(texts)))
        for text in texts:
            file.write(struct.pack("<I", len(text)) + text)


def bodies(mails, chooser):
    """Mails of about 2.3 KB: long ones cut, short ones put together."""
    result = []
    for mail in mails:
        body = mail.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        while len(body) < BODY * 0.6:
            body += "\n" + chooser.choice(mails).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        result.append(body.encode()[: chooser.randrange(BODY * 6 // 10, BODY * 14 // 10)].decode("utf-8", "ignore").encode())
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--packs", type=pathlib.Path, default=pathlib.Path(__file__).parent / "../../../RulePacks")
    parser.add_argument("--texts", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--layouts", action="store_true", help="also the regexes that layouts apply to single lines")
    arguments = parser.parse_args()
    phrases, regexes, replies, mails = [], [], [], []
    for path in sorted(arguments.packs.glob("*/*.yaml")):
        walk(yaml.load(path.read_text(), yaml.BaseLoader), phrases, regexes, replies, with_layouts=arguments.layouts)
    for path in sorted(arguments.packs.glob("*/Samples/*.eml")):
        mails.append(path.read_bytes())
    if arguments.texts:
        replies, mails = [], []
        for path in arguments.texts:
            if path.suffix == ".jsonl":
                replies += [json.loads(line)["text"] for line in path.read_text().splitlines()]
            else:
                mails += [p.read_bytes() for p in sorted(path.rglob("*")) if p.suffix in (".eml", ".msg", ".txt") and p.is_file()]
    phrases = [p for p in (usable(p, False) for p in phrases) if p]
    regexes = [r for r in (usable(r, True) for r in regexes) if r]
    print(len(set(phrases)), "phrases,", len(set(regexes)), "regexes,", len(replies), "replies,", len(mails), "mails")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for count in (2000, 10000):
        made = ["L\t" + p for p in variants(phrases, count * 4 // 5, 1, False)]
        made += ["R\t" + r for r in variants(regexes, count // 5, 2, True)]
        random.Random(3).shuffle(made)
        (arguments.out / f"patterns-{count}.txt").write_text("\n".join(made) + "\n")
    made = ["L\t" + p for p in dict.fromkeys(phrases)] + ["R\t" + r for r in dict.fromkeys(regexes)]
    (arguments.out / "patterns-packs.txt").write_text("\n".join(made) + "\n")
    chooser = random.Random(4)
    if replies:
        write_texts(arguments.out / "replies.bin", [r.encode() for r in replies])
    if mails:
        write_texts(arguments.out / "bodies.bin", bodies(mails, chooser))


if __name__ == "__main__":
    main()
