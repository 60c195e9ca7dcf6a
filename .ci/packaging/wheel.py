"""Makes the wheel of Sources/python and a shared library: wheel.py LIBRARY VERSION GLIBC FOLDER. Needs nothing but Python 3.11.

A wheel is a zip file with a list of what is in it (https://packaging.python.org/specifications/binary-distribution-format/).
"""

import base64
import hashlib
import pathlib
import platform
import sys
import tomllib
import zipfile

library, version, glibc, folder = sys.argv[1:]
source = pathlib.Path(__file__).parent.parent.parent / "Sources" / "python"
project = tomllib.loads((source / "pyproject.toml").read_text())["project"]
stated = (source / "undelivered" / "_version.py").read_text()
if f'"{version}"' not in stated:
    sys.exit(f"the Python package does not say version {version}, but {stated.strip()}")

machine = platform.machine()
tag = f"py3-none-manylinux_{glibc.replace('.', '_')}_{machine}"
name = f"{project['name']}-{version}"
metadata = [
    "Metadata-Version: 2.3", f"Name: {project['name']}", f"Version: {version}", f"Summary: {project['description']}",
    f"License: {project['license']['text']}", f"Requires-Python: {project['requires-python']}",
    *(f"Requires-Dist: {requirement}" for requirement in project["dependencies"]),
    *(f"Classifier: {classifier}" for classifier in project["classifiers"]),
    "Description-Content-Type: text/markdown", "", (source / "README.md").read_text(),
]
files = {
    f"undelivered/{file.name}": file.read_bytes()
    for file in sorted((source / "undelivered").iterdir())
    if file.suffix in (".py", ".pyi") or file.name == "py.typed"
}
files["undelivered/libundelivered.so"] = pathlib.Path(library).read_bytes()
files[f"{name}.dist-info/METADATA"] = "\n".join(metadata).encode()
files[f"{name}.dist-info/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: undelivered\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
files[f"{name}.dist-info/licenses/LICENSE"] = (source.parent.parent / "LICENSE").read_bytes()

record = []
for path, contents in files.items():
    digest = base64.urlsafe_b64encode(hashlib.sha256(contents).digest()).rstrip(b"=").decode()
    record.append(f"{path},sha256={digest},{len(contents)}\n")
record.append(f"{name}.dist-info/RECORD,,\n")
files[f"{name}.dist-info/RECORD"] = "".join(record).encode()

target = pathlib.Path(folder) / f"{name}-{tag}.whl"
for old in pathlib.Path(folder).glob("undelivered-*.whl"):
    old.unlink()
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
    for path, contents in files.items():
        entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        wheel.writestr(entry, contents)
print(f"{target}: {target.stat().st_size} bytes")
