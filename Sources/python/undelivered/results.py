"""What the library answers: immutable, comparable, picklable, free of C memory."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """Whose side has to act."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    THIRD_PARTY = "third-party"
    UNDETERMINED = "undetermined"
    NONE = "none"


class Actor(StrEnum):
    USER = "user"
    OPERATOR = "operator"
    VENDOR = "vendor"


class Permanence(StrEnum):
    """Whether the same mail may be delivered later without a change."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    UNKNOWN = "unknown"
    NONE = "none"


class Suppression(StrEnum):
    """Whether a list should stop sending to the address."""

    YES = "yes"
    NO = "no"
    AFTER_REPEATS = "after-repeats"


class MailKind(StrEnum):
    FAILURE = "failure"
    DELAY = "delay"
    NOTICE = "notice"
    COMPLAINT = "complaint"
    AUTO_REPLY = "auto-reply"
    CHALLENGE = "challenge"
    NOT_A_BOUNCE = "not-a-bounce"


class Reader(StrEnum):
    """For whom a step is meant. `OPERATOR` asks for those of both operators."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    SENDER_OPERATOR = "sender-operator"
    RECIPIENT_OPERATOR = "recipient-operator"
    OPERATOR = "operator"

    def includes(self, other: "Reader") -> bool:
        return self == other or (self == Reader.OPERATOR and other.endswith("operator"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that a diagnosis rests on; bytes `start` to `end` of the input say them."""

    field: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alternative:
    cause: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Blocklist:
    zone: str
    name: str
    listed: str | None


@dataclass(frozen=True, slots=True)
class Step:
    reader: Reader
    text: str
    because: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    title: str
    summary: str
    responsible: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why the mail was not delivered to one recipient. Codes and names are only what the mail states."""

    cause: str
    side: Side
    actor: Actor | None
    permanence: Permanence
    suppress_recipient: Suppression
    confidence: float
    recipient: str | None
    original_recipient: str | None
    action: str | None
    reply_code: int | None
    enhanced_status: str | None
    phase: str | None
    reporting_mta: str | None
    remote_mta: str | None
    diagnostic_text: str | None
    rule: str | None
    layout: str | None
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...]
    contradictions: tuple[str, ...]
    blocklist: Blocklist | None
    sisimai_reason: str | None
    #: The address that was probably meant, where the failed one looks mistyped.
    suggestion: str | None
    _explanations: tuple[bytes, bytes] = field(repr=False, compare=False)

    def explanation(self, language: str = "en", reader: Reader | str | None = None) -> Explanation:
        """The diagnosis in words. `language`: "en" or "ja". `reader`: whose steps; None gives everybody's."""
        chosen = None if reader is None else Reader(reader)
        words = json.loads(self._explanations[1 if language == "ja" else 0])
        steps = (Step(Reader(step["reader"]), step["text"], step["because"]) for step in words["steps"])
        kept = tuple(step for step in steps if chosen is None or chosen.includes(step.reader))
        return Explanation(words["title"], words["summary"], words["responsible"], kept)


@dataclass(frozen=True, slots=True)
class MailDiagnosis:
    """What one mail says: one diagnosis for each recipient that it names."""

    kind: MailKind
    diagnoses: tuple[Diagnosis, ...]
    is_passed_on: bool
    is_backscatter: bool | None


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds. `strength`: 3 words, 2 enhanced status, 1 reply code, 0 circumstances."""

    rule: str
    cause: str
    strength: int
    weight: int
    captures: dict[str, str]


def diagnosis_of(record: dict[str, Any], explanations: tuple[bytes, bytes]) -> Diagnosis:
    responsible = record["responsible"]
    blocklist = record["blocklist"]
    return Diagnosis(
        cause=record["cause"],
        side=Side(responsible["side"]),
        actor=Actor(responsible["actor"]) if responsible["actor"] else None,
        permanence=Permanence(record["permanence"]),
        suppress_recipient=Suppression(record["suppress_recipient"]),
        confidence=record["confidence"],
        recipient=record["recipient"],
        original_recipient=record["original_recipient"],
        action=record["action"],
        reply_code=record["reply_code"],
        enhanced_status=record["enhanced_status"],
        phase=record["phase"],
        reporting_mta=record["reporting_mta"],
        remote_mta=record["remote_mta"],
        diagnostic_text=record["diagnostic_text"],
        rule=record["rule"],
        layout=record["layout"],
        evidence=tuple(Evidence(e["field"], e["text"], e["start"], e["end"]) for e in record["evidence"]),
        alternatives=tuple(Alternative(a["cause"], a["confidence"]) for a in record["alternatives"]),
        contradictions=tuple(record["contradictions"]),
        blocklist=Blocklist(blocklist["zone"], blocklist["name"], blocklist["listed"]) if blocklist else None,
        sisimai_reason=record["sisimai_reason"],
        suggestion=record["suggestion"],
        _explanations=explanations,
    )
