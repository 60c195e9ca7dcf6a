"""Prints the lines of layouts.inc: every struct of the header with its members, in order."""

import re
import sys

text = re.sub(r"/\*.*?\*/", "", open(sys.argv[1], encoding="utf-8").read(), flags=re.S)
for match in re.finditer(r"(typedef )?struct (\w+) \{(.*?)\}( \w+)?;", text, flags=re.S):
    name = match.group(2) if match.group(1) else "struct " + match.group(2)
    print(f"STRUCT({name});")
    for line in match.group(3).split(";"):
        if line.strip():
            function = re.match(r".*\(\*(\w+)\)\(", line.strip(), flags=re.S)
            member = function.group(1) if function else re.sub(r"\[.*\]", "", line).split()[-1].lstrip("*")
            print(f"MEMBER({name}, {member});")
