#!/usr/bin/env python3
"""Links the shared library, without what nobody calls and nobody reads.

usage: link.py LIST-OF-OBJECTS FOLDER-OF-ARCHIVES SONAME OUTPUT

Swift's compiler marks every public function as one to keep, in the archives of its own library too, so that `--gc-sections` finds next to nothing to leave out.
In a library that shows the header's functions alone, whatever these do not reach cannot be called: the objects are linked from copies without
the mark. What the runtime looks up by itself, the sections swift5_…, keeps it.

The names of characters (half a megabyte of tables, reached from Swift's library alone) are left out as well: a function that stops the program stands for the one that looks them up, which no code here does.

Tables for unwinding the stack are left out: no function of the header ever throws or is called back, and a debugger follows the frame pointers, which all of this code has.
"""

import json
import pathlib
import shutil
import struct
import subprocess
import sys

SHF_GNU_RETAIN = 0x200000
SECTION_HEADER_BYTES = 64
# Behind `Unicode.Scalar.Properties.name`.
NAME_OF_SCALAR = "_swift_stdlib_getScalarName"


def without_marks(file: bytearray) -> bytearray:
    """The same object, or archive of objects (64 bits, little-endian)."""
    if file[:8] != b"!<arch>\n":
        take_marks(file, 0)
        return file
    place = 8
    while place < len(file):
        size = int(file[place + 48 : place + 58])
        take_marks(file, place + 60)
        place += 60 + size + size % 2
    return file


def take_marks(file: bytearray, start: int) -> None:
    if file[start : start + 6] != b"\x7fELF\x02\x01":
        return
    (headers,) = struct.unpack_from("<Q", file, start + 0x28)
    count, names = struct.unpack_from("<HH", file, start + 0x3C)
    # More sections than the fields can say: the first header says how many, and where their names are.
    if count == 0:
        (count,) = struct.unpack_from("<Q", file, start + headers + 0x20)
    if names == 0xFFFF:
        (names,) = struct.unpack_from("<I", file, start + headers + 0x28)
    (text,) = struct.unpack_from("<Q", file, start + headers + SECTION_HEADER_BYTES * names + 0x18)
    for section in range(count):
        header = start + headers + SECTION_HEADER_BYTES * section
        name, _, flags = struct.unpack_from("<IIQ", file, header)
        if flags & SHF_GNU_RETAIN and not file.startswith(b"swift5_", start + text + name):
            struct.pack_into("<Q", file, header + 8, flags & ~SHF_GNU_RETAIN)


def copy(source: pathlib.Path, target: pathlib.Path) -> None:
    target.write_bytes(without_marks(bytearray(source.read_bytes())))


def main() -> None:
    objects, archives, soname, output = sys.argv[1:]
    scratch = pathlib.Path(archives).parent / "link"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()

    copies = []
    for number, name in enumerate(pathlib.Path(objects).read_text().split()):
        copies.append(scratch / f"{number}.o")
        copy(pathlib.Path(name.strip("'\"")), copies[-1])
    (scratch / "objects").write_text("\n".join(map(str, copies)))

    # Swift's own files, with another archive among them.
    target = json.loads(subprocess.check_output(["swiftc", "-print-target-info", "-static-stdlib"]))
    swift = pathlib.Path(target["paths"]["runtimeResourcePath"])
    (scratch / "swift" / "linux").mkdir(parents=True)
    for folder in ("", "linux"):
        for file in (swift / folder).iterdir():
            if not (scratch / "swift" / folder / file.name).exists():
                (scratch / "swift" / folder / file.name).symlink_to(file)
    (scratch / "swift/linux/libswiftCore.a").unlink()
    copy(swift / "linux/libswiftCore.a", scratch / "swift/linux/libswiftCore.a")

    (scratch / "names.c").write_text(f"#include <stdlib.h>\nlong __wrap_{NAME_OF_SCALAR}(void) {{ abort(); }}\n")
    subprocess.check_call(["clang", "-c", "-O2", "-fPIC", f"{scratch}/names.c", "-o", f"{scratch}/names.o"])
    (scratch / "visible.map").write_text(f"UNDELIVERED_{soname.split('.')[-1]} {{ global: undelivered_*; local: *; }};\n")
    (scratch / "unwinding.ld").write_text("SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) } } INSERT AFTER .text;\n")
    linker = [
        *("-O2", "--gc-sections", "--icf=all", "-z", "relro", "-z", "now"),
        f"--wrap={NAME_OF_SCALAR}",
        *("-soname", soname, f"--version-script={scratch}/visible.map", "-T", f"{scratch}/unwinding.ld"),
    ]
    command = ["swiftc", "-emit-library", "-static-stdlib", "-resource-dir", f"{scratch}/swift", "-use-ld=lld", "-Xclang-linker", "-static-libgcc"]
    command += [word for option in linker for word in ("-Xlinker", option)]
    subprocess.check_call([*command, f"@{scratch}/objects", f"{scratch}/names.o", f"-L{archives}", "-lyaml", "-o", output])


if __name__ == "__main__":
    main()
