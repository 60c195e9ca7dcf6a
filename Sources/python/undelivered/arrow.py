"""Arrow data in and out through the PyCapsule protocol: any library that speaks it, none is imported."""

import ctypes
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from ._native import ffi, lib
from .errors import check

_api = ctypes.pythonapi
_api.PyCapsule_GetPointer.restype = ctypes.c_void_p
_api.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
_api.PyCapsule_New.restype = ctypes.py_object
_Destructor = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)
_api.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, _Destructor]
# The same function for a capsule that is being destroyed and must not be counted again.
_dying_pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(("PyCapsule_GetPointer", _api))

_LAYOUTS = {"u": 0, "z": 0, "U": 1, "Z": 1, "vu": 2, "vz": 2}

# What Arrow calls a stream of arrays; only read here.
ffi.cdef("""
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
""")


def _pointer(capsule: object, name: bytes, kind: str) -> Any:
    return ffi.cast(kind, _api.PyCapsule_GetPointer(capsule, name))


class Column:
    """A column of texts as the library reads it, and whatever has to live as long."""

    def __init__(self) -> None:
        self._chunks: list[Any] = []
        self._kept: list[Any] = []
        self._released: list[Any] = []

    def __enter__(self) -> "Column":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for struct in self._released:
            if struct.release != ffi.NULL:
                struct.release(struct)
        self._released.clear()

    @property
    def count(self) -> int:
        return len(self._chunks)

    @property
    def columns(self) -> Any:
        columns = ffi.new("undelivered_column[]", self._chunks)
        self._kept.append(columns)
        return columns

    @classmethod
    def of(cls, values: Any) -> "Column":
        column = cls()
        try:
            if hasattr(values, "__arrow_c_array__"):
                column._add_array_capsules(*values.__arrow_c_array__())
            elif hasattr(values, "__arrow_c_stream__"):
                column._add_stream(values.__arrow_c_stream__())
            else:
                column._add_values(values)
        except BaseException:
            column.close()
            raise
        return column

    def _new_chunk(self) -> Any:
        chunk = ffi.new("undelivered_column *")
        chunk.struct_size = ffi.sizeof("undelivered_column")
        return chunk

    def _add_plain(self, values: list[Any] | tuple[Any, ...]) -> bool:
        """Texts in ASCII and nothing else, which most batches are, are joined in one step."""
        try:
            text = "".join(values)
        except TypeError:
            return False
        if not text.isascii():
            return False
        offsets = array("q", [0])
        offsets.extend(accumulate(map(len, values)))
        self._add_chunk(offsets, text.encode("ascii"))
        return True

    def _add_values(self, values: Iterable[str | bytes | None]) -> None:
        if isinstance(values, str | bytes):
            raise TypeError("a batch is a list of texts, not one text")
        if isinstance(values, list | tuple) and self._add_plain(values):
            return
        nulls: list[int] = []
        texts: list[bytes] = []
        add = texts.append
        for value in values:
            if type(value) is str:
                add(value.encode("utf-8", "replace"))
            elif value is None:
                nulls.append(len(texts))
                add(b"")
            elif isinstance(value, str):
                add(value.encode("utf-8", "replace"))
            else:
                add(bytes(memoryview(value)))
        offsets = array("q", [0])
        offsets.extend(accumulate(map(len, texts)))
        chunk = self._add_chunk(offsets, b"".join(texts))
        if nulls:
            validity = bytearray(b"\xff") * (len(texts) // 8 + 1)
            for index in nulls:
                validity[index >> 3] &= ~(1 << (index & 7)) & 0xFF
            chunk.validity = ffi.cast("uint8_t *", self._keep(ffi.from_buffer(validity)))

    def _add_chunk(self, offsets: Any, joined: bytes) -> Any:
        chunk = self._new_chunk()
        chunk.layout = 1
        chunk.count = len(offsets) - 1
        chunk.offsets = self._keep(ffi.from_buffer(offsets))
        chunk.bytes = ffi.cast("uint8_t *", self._keep(ffi.from_buffer(joined)))
        chunk.bytes_length = len(joined)
        self._chunks.append(self._keep(chunk)[0])
        return chunk

    def _keep(self, value: Any) -> Any:
        self._kept.append(value)
        return value

    def _add_array_capsules(self, schema_capsule: object, array_capsule: object) -> None:
        self._keep((schema_capsule, array_capsule))
        schema = _pointer(schema_capsule, b"arrow_schema", "struct ArrowSchema *")
        self._add_array(schema, _pointer(array_capsule, b"arrow_array", "struct ArrowArray *"))

    def _add_stream(self, capsule: object) -> None:
        self._keep(capsule)
        stream = _pointer(capsule, b"arrow_array_stream", "struct ArrowArrayStream *")
        schema = self._keep(ffi.new("struct ArrowSchema *"))
        self._stream_check(stream, stream.get_schema(stream, schema))
        self._released.append(schema)
        while True:
            chunk = self._keep(ffi.new("struct ArrowArray *"))
            self._stream_check(stream, stream.get_next(stream, chunk))
            if chunk.release == ffi.NULL:
                return
            self._released.append(chunk)
            self._add_array(schema, chunk)

    @staticmethod
    def _stream_check(stream: Any, status: int) -> None:
        if status != 0:
            message = stream.get_last_error(stream)
            raise ValueError(ffi.string(message).decode() if message != ffi.NULL else f"the Arrow stream fails: {status}")

    def _add_array(self, schema: Any, data: Any) -> None:
        layout = ffi.string(schema.format).decode()
        if layout == "+s" and schema.n_children == 1:
            if data.offset != 0 or data.null_count > 0:
                raise TypeError("a table with nulls or an offset: give its column")
            return self._add_array(schema.children[0], data.children[0])
        if layout not in _LAYOUTS or schema.dictionary != ffi.NULL:
            raise TypeError(f"a column of texts is needed (utf8, binary, their large and view forms), not Arrow type {layout!r}")
        chunk = self._new_chunk()
        chunk.layout = _LAYOUTS[layout]
        chunk.count = data.length
        chunk.first = data.offset
        chunk.validity = ffi.cast("uint8_t *", data.buffers[0])
        chunk.offsets = data.buffers[1]
        if chunk.layout == 2:
            chunk.buffer_count = data.n_buffers - 3
            chunk.buffers = ffi.cast("void **", data.buffers + 2)
            chunk.buffer_lengths = ffi.cast("int64_t *", data.buffers[data.n_buffers - 1])
        else:
            chunk.bytes = ffi.cast("uint8_t *", data.buffers[2])
            chunk.bytes_length = self._last_offset(chunk) if data.length else 0
        self._chunks.append(chunk[0])
        self._keep(chunk)

    @staticmethod
    def _last_offset(chunk: Any) -> int:
        """Arrow does not state how long the bytes are: as long as the last offset says."""
        end = chunk.first + chunk.count
        kind = "int64_t *" if chunk.layout == 1 else "int32_t *"
        return max(0, int(ffi.cast(kind, chunk.offsets)[end]))


# Structs inside capsules: cffi frees them when they are taken out of here.
_alive: dict[int, Any] = {}


def _destroy(capsule: int, name: bytes, kind: str) -> None:
    address = _dying_pointer(capsule, name)
    struct = ffi.cast(kind, address)
    if struct.release != ffi.NULL:
        struct.release(struct)
    _alive.pop(address, None)


_destroy_schema = _Destructor(lambda capsule: _destroy(capsule, b"arrow_schema", "struct ArrowSchema *"))
_destroy_array = _Destructor(lambda capsule: _destroy(capsule, b"arrow_array", "struct ArrowArray *"))


def _capsule(struct: Any, name: bytes, destructor: Any) -> object:
    address = int(ffi.cast("uintptr_t", struct))
    _alive[address] = struct
    return _api.PyCapsule_New(address, name, destructor)


def _release(struct: Any) -> None:
    if struct.release != ffi.NULL:
        struct.release(struct)


class DiagnosisTable:
    """Rows of answers in Arrow's memory. `pyarrow.table(t)`, `polars.DataFrame(t)` read it without copying, as often as they like."""

    def __init__(self, schema: Any, data: Any) -> None:
        self._schema = ffi.gc(schema, _release)
        self._array = ffi.gc(data, _release)

    def __len__(self) -> int:
        return int(self._array.length)

    def __repr__(self) -> str:
        return f"<DiagnosisTable: {len(self)} rows, {', '.join(self.column_names)}>"

    @property
    def column_names(self) -> list[str]:
        return [ffi.string(self._schema.children[index].name).decode() for index in range(self._schema.n_children)]

    def __arrow_c_schema__(self) -> object:
        return self.__arrow_c_array__()[0]

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        schema = ffi.new("struct ArrowSchema *")
        data = ffi.new("struct ArrowArray *")
        check(lib.undelivered_arrow_share(self._schema, self._array, schema, data))
        return (
            _capsule(schema, b"arrow_schema", _destroy_schema),
            _capsule(data, b"arrow_array", _destroy_array),
        )

    def column(self, name: str) -> list[Any]:
        """One column as a list, for those without any Arrow library."""
        index = self.column_names.index(name)
        return list(_values(self._schema.children[index], self._array.children[index]))

    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, for those without any Arrow library."""
        names = self.column_names
        columns = [self.column(name) for name in names]
        return [dict(zip(names, row)) for row in zip(*columns)]


def _values(schema: Any, data: Any) -> Iterator[Any]:
    layout = ffi.string(schema.format).decode()
    validity = ffi.cast("uint8_t *", data.buffers[0])
    words: list[Any] | None = None
    if schema.dictionary != ffi.NULL:
        words = list(_values(schema.dictionary, data.dictionary))
    if layout == "u":
        offsets = ffi.cast("int32_t *", data.buffers[1])
        bytes_ = ffi.cast("char *", data.buffers[2])
    else:
        numbers = ffi.cast({"i": "int32_t *", "l": "int64_t *", "S": "uint16_t *", "g": "double *"}[layout], data.buffers[1])
    for row in range(data.length):
        if validity != ffi.NULL and not validity[row >> 3] >> (row & 7) & 1:
            yield None
        elif layout == "u":
            yield ffi.buffer(bytes_ + offsets[row], offsets[row + 1] - offsets[row])[:].decode()
        elif words is not None:
            yield words[numbers[row]]
        else:
            yield numbers[row]
