"""Says why a mail was not delivered, whose side has to act, and what to do."""

from ._version import version as __version__
from .arrow import DiagnosisTable
from .diagnoser import Diagnoser, Limits, Lint
from .errors import ArgumentError, EmptyMessageError, Finding, ImageError, PackError, TooLargeError, UndeliveredError
from .results import (
    Actor, Alternative, Blocklist, Diagnosis, Evidence, Explanation, MailDiagnosis, MailKind, Match, Permanence, Reader, Side, Step,
    Suppression,
)

__all__ = [
    "Actor", "Alternative", "ArgumentError", "Blocklist", "Diagnoser", "Diagnosis", "DiagnosisTable", "EmptyMessageError", "Evidence",
    "Explanation", "Finding", "ImageError", "Limits", "Lint", "MailDiagnosis", "MailKind", "Match", "PackError", "Permanence", "Reader",
    "Side", "Step", "Suppression", "TooLargeError", "UndeliveredError", "__version__",
]
