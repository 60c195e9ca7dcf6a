"""The shared library, through cffi in ABI mode: nothing is compiled when the package is installed."""

import os
import pathlib

import cffi

from ._declarations import ABI_VERSION, DECLARATIONS

ffi = cffi.FFI()
ffi.cdef(DECLARATIONS)


def _open():
    # UNDELIVERED_LIBRARY names another library, for those who build it themselves.
    path = os.environ.get("UNDELIVERED_LIBRARY") or str(pathlib.Path(__file__).with_name("libundelivered.so"))
    library = ffi.dlopen(path)
    found = library.undelivered_abi_version()
    if found >> 16 != ABI_VERSION >> 16 or found & 0xFFFF < ABI_VERSION & 0xFFFF:
        raise ImportError(f"{path} has version {found:#x} of the interface, not {ABI_VERSION:#x}")
    return library


lib = _open()


def sized(kind: str):
    """A struct of the interface, its size set."""
    struct = ffi.new(f"{kind} *")
    struct.struct_size = ffi.sizeof(kind)
    return struct


def text(value) -> str | None:
    return None if value.data == ffi.NULL else ffi.buffer(value.data, value.length)[:].decode("utf-8", "replace")
