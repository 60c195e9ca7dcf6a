"""What can go wrong. Every error has the library's status, and for packs everything that was found."""

from dataclasses import dataclass
from typing import Any

from ._native import ffi, lib, sized, text


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about a rule pack."""

    code: str
    message: str
    help: str | None
    origin: str | None
    line: int | None
    column: int | None
    is_error: bool


class UndeliveredError(Exception):
    """Any failure of the library. `status` is the number that the C interface gives."""

    status: int
    findings: tuple[Finding, ...]

    def __init__(self, message: str, status: int = 0, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message, status, findings)
        self.status = status
        self.findings = findings

    def __str__(self) -> str:
        return str(self.args[0])


class ArgumentError(UndeliveredError, ValueError):
    """An argument that the library does not understand."""


class PackError(UndeliveredError):
    """A rule pack cannot be used; `findings` says why."""


class ImageError(UndeliveredError):
    """Bytes that `Diagnoser.save` did not write, or another version of the library."""


class EmptyMessageError(UndeliveredError):
    """A mail without a byte that could be read."""


class TooLargeError(UndeliveredError):
    """Larger than the limits allow."""


_CLASSES: dict[int, type[UndeliveredError]] = {
    1: ArgumentError,
    4: PackError,
    5: ImageError,
    6: EmptyMessageError,
    7: TooLargeError,
}


def findings_of(error: Any) -> tuple[Finding, ...]:
    found = []
    record = sized("undelivered_diagnostic")
    for index in range(lib.undelivered_error_diagnostic_count(error)):
        if lib.undelivered_error_diagnostic(error, index, record) == 0:
            found.append(
                Finding(
                    text(record.code) or "", text(record.message) or "", text(record.help), text(record.origin),
                    record.line or None, record.column or None, bool(record.is_error),
                )
            )
    return tuple(found)


def call(function: Any, *arguments: Any) -> None:
    """Calls a function whose last parameter is the error, and raises what it says."""
    slot = ffi.new("undelivered_error **")
    status = function(*arguments, slot)
    if status == 0:
        return
    error = slot[0]
    try:
        message = text(lib.undelivered_error_message(error)) or ffi.string(lib.undelivered_status_text(status)).decode()
        raise _CLASSES.get(status, UndeliveredError)(message, status, findings_of(error))
    finally:
        lib.undelivered_error_free(error)


def check(status: int) -> None:
    if status != 0:
        raise _CLASSES.get(status, UndeliveredError)(ffi.string(lib.undelivered_status_text(status)).decode(), status)
