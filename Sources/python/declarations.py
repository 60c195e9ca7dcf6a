"""Makes undelivered/_declarations.py of the C header: what cffi reads. With --check, only says whether it is up to date."""

import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
header = here.parent / "CUndelivered" / "include" / "undelivered.h"
target = here / "undelivered" / "_declarations.py"

text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.S)
text = text.replace("\\\n", " ")
version = re.search(r"UNDELIVERED_ABI_VERSION (0x[0-9a-f]+)u", text)
lines = [line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("#") and line.strip() != "}"]
lines = [line for line in lines if line.strip() != 'extern "C" {']
made = (
    '"""The C interface as cffi reads it. Made of undelivered.h by declarations.py; not to be edited."""\n\n'
    f"ABI_VERSION = {version.group(1)}\n\n"
    'DECLARATIONS = """\n' + "\n".join(lines) + '\n"""\n'
)
if "--check" in sys.argv:
    if not target.exists() or target.read_text(encoding="utf-8") != made:
        sys.exit(f"{target} is not what the header says: run {__file__}")
else:
    target.write_text(made, encoding="utf-8")
