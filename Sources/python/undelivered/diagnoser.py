"""The diagnoser: immutable, for any thread, for any number of processes."""

import json
import os
import pathlib
import threading
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from enum import IntEnum
from typing import Any

from ._native import ffi, lib, sized, text
from .arrow import Column, DiagnosisTable
from .errors import Finding, UndeliveredError, call, check, findings_of
from .results import Diagnosis, MailDiagnosis, MailKind, Match, diagnosis_of

OwnPacks = Mapping[str, Mapping[str, str | bytes]] | Iterable[str | os.PathLike[str]]


class Lint(IntEnum):
    """What becomes of a warning about a pack of one's own."""

    ALLOW = 0
    WARN = 1
    DENY = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What one mail may cost; 0 is the library's own limit. See undelivered_limits in the C header."""

    message_size: int = 0
    header_fields: int = 0
    parts: int = 0
    nesting: int = 0
    text_size: int = 0
    body_text_size: int = 0
    recipients: int = 0


class Diagnoser:
    """Says why mails were not delivered, by the knowledge of its packs.

    packs: ids of packs that ship ("standard", "postfix"); None: all of them.
    own_packs: YAML of your own, {pack: {file name: YAML}}, or folders with YAML files; one with the id of a pack that ships
    takes its place.
    own_domains: domains that you send from; with them `MailDiagnosis.is_backscatter` is known.
    known_addresses: addresses that you write to; unknown ones are compared with them for slips of the pen.
    lints: {code: Lint}; "" stands for all other codes. `warnings` holds what was found.

    Any number of threads may use one. After a fork it serves the child as well. Pickled, it is remembered by its digest: a process
    has one of each.
    """

    def __init__(
        self,
        packs: Iterable[str] | None = None,
        *,
        own_packs: OwnPacks = (),
        limits: Limits | None = None,
        own_domains: Iterable[str] = (),
        known_addresses: Iterable[str] = (),
        lints: Mapping[str, Lint] | None = None,
    ) -> None:
        chosen = None if packs is None else tuple(packs)
        sources = _sources(own_packs)
        domains, known, levels = tuple(own_domains), tuple(known_addresses), tuple((lints or {}).items())
        self._recipe: tuple[Any, ...] = ("packs", chosen, sources, limits, domains, known, levels)
        self._known_addresses = known
        slot = ffi.new("undelivered_builder **")
        call(lib.undelivered_builder_create, slot)
        builder = ffi.gc(slot[0], lib.undelivered_builder_free)
        for pack in ("",) if chosen is None else chosen:
            call(lib.undelivered_builder_add_builtin, builder, *_name(pack))
        for pack, files in sources:
            for origin, yaml in files:
                call(lib.undelivered_builder_add_yaml, builder, *_name(pack), *_name(origin), yaml, len(yaml))
        for domain in domains:
            call(lib.undelivered_builder_add_own_domain, builder, *_name(domain))
        if limits is not None:
            call(lib.undelivered_builder_set_limits, builder, _limits(limits))
        for code, level in levels:
            call(lib.undelivered_builder_set_lint, builder, *_name(code), int(level))
        made = ffi.new("undelivered_diagnoser **")
        call(lib.undelivered_builder_build, builder, made)
        self._take(made[0])
        found = ffi.new("undelivered_error **")
        check(lib.undelivered_builder_warnings(builder, found))
        self.warnings: tuple[Finding, ...] = findings_of(found[0])
        lib.undelivered_error_free(found[0])

    @classmethod
    def load(cls, image: bytes, *, limits: Limits | None = None) -> "Diagnoser":
        """A diagnoser of what `save` gave: nothing is compiled."""
        made = ffi.new("undelivered_diagnoser **")
        call(lib.undelivered_diagnoser_load, ffi.from_buffer(image), len(image), _limits(limits or Limits()), made)
        diagnoser = cls.__new__(cls)
        diagnoser._recipe = ("image", bytes(image), limits)
        diagnoser._known_addresses = ()
        diagnoser.warnings = ()
        diagnoser._take(made[0])
        return diagnoser

    def _take(self, diagnoser: Any) -> None:
        self._diagnoser = ffi.gc(diagnoser, lib.undelivered_diagnoser_release)
        info = sized("undelivered_diagnoser_info")
        check(lib.undelivered_diagnoser_describe(self._diagnoser, info))
        self.digest: str = bytes(info.digest).hex()
        self.rule_count: int = info.rule_count
        self.pack_count: int = info.pack_count
        self._sessions = threading.local()
        self._closed = False
        key = self._key
        with _lock:
            _made.setdefault(key, self)

    def save(self) -> bytes:
        """The compiled packs, for `load` by the same version of the library."""
        self._check_open()
        length = ffi.new("size_t *")
        call(lib.undelivered_diagnoser_save, self._diagnoser, ffi.NULL, 0, length)
        image = bytearray(length[0])
        call(lib.undelivered_diagnoser_save, self._diagnoser, ffi.from_buffer(image), len(image), length)
        return bytes(image)

    def close(self) -> None:
        """Gives the memory back now instead of some time later. Other threads' calls end as they would have."""
        if self._closed:
            return
        self._closed = True
        self._sessions = threading.local()
        ffi.release(self._diagnoser)
        with _lock:
            if _made.get(self._key) is self:
                del _made[self._key]

    def __enter__(self) -> "Diagnoser":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Diagnoser: {self.pack_count} packs, {self.rule_count} rules, {self.digest}>"

    # Verbs

    def diagnose(self, message: bytes | bytearray | memoryview) -> MailDiagnosis:
        """What one mail says about deliveries."""
        session = self._session()
        given = ffi.from_buffer(message)
        call(lib.undelivered_diagnose_message, session, given, len(given))
        return self._mail(session)

    def diagnose_reply(self, reply: str | bytes) -> Diagnosis:
        """What a server said: one SMTP reply, or one line of any text that explains a failure."""
        session = self._session()
        call(lib.undelivered_diagnose_reply, session, *_text(reply))
        return self._mail(session).diagnoses[0]

    def diagnose_dialog(self, words: str | bytes) -> Diagnosis:
        """What the text of a mail program's error window says."""
        session = self._session()
        call(lib.undelivered_diagnose_dialog, session, *_text(words))
        return self._mail(session).diagnoses[0]

    def diagnose_arrived(self, message: bytes | bytearray | memoryview) -> Diagnosis:
        """Who filed away a mail that did arrive."""
        session = self._session()
        given = ffi.from_buffer(message)
        call(lib.undelivered_diagnose_arrived, session, given, len(given))
        return self._mail(session).diagnoses[0]

    def diagnose_log_line(self, line: str | bytes) -> Diagnosis | None:
        """What one line of a mail server's log says about a delivery that failed or waits; None for other lines. Lines are given in the
        order of the log, by one thread."""
        session = self._session()
        call(lib.undelivered_diagnose_log_line, session, *_text(line))
        return next(iter(self._mail(session).diagnoses), None)

    def diagnose_symptoms(self, report: Mapping[str, Any] | str | bytes) -> Diagnosis:
        """What people saw where no mail came back: names and values, or YAML. Documentation/Symptoms.md has the names."""
        session = self._session()
        given = report if isinstance(report, (str, bytes)) else json.dumps(dict(report), ensure_ascii=False)
        call(lib.undelivered_diagnose_symptoms, session, *_text(given))
        return self._mail(session).diagnoses[0]

    def diagnose_batch(self, replies: Any) -> DiagnosisTable:
        """What servers said, each as `diagnose_reply`: a list of texts, or anything with Arrow's PyCapsule protocol. One row for each;
        other threads run meanwhile."""
        return self._batch(lib.undelivered_diagnose_replies, replies)

    def diagnose_messages(self, messages: Any) -> DiagnosisTable:
        """Mails, as `diagnose_batch`: one row for each recipient, at least one for each mail; `message` is the mail's number."""
        return self._batch(lib.undelivered_diagnose_messages, messages)

    def match(
        self, words: str | bytes, *, reply_code: int = 0, enhanced_status: str = "", phase: str = "", remote_mta: str = "",
        reporting_mta: str = "", recipient_domain: str = "", sender_domain: str = "", layout: str = "", message_size: int = 0,
    ) -> tuple[Match, ...]:
        """Which rules hold for one delivery, the best first, without a verdict."""
        session = self._session()
        delivery = sized("undelivered_delivery")
        named = {
            "text": words, "enhanced_status": enhanced_status, "phase": phase, "remote_mta": remote_mta, "reporting_mta": reporting_mta,
            "recipient_domain": recipient_domain, "sender_domain": sender_domain, "layout": layout,
        }
        kept = []
        for name, value in named.items():
            start, length = _text(value)
            kept.append(ffi.from_buffer(start))
            field = getattr(delivery, name)
            field.data, field.length = kept[-1], length
        delivery.reply_code = reply_code
        delivery.message_size = message_size
        call(lib.undelivered_match, session, delivery)
        return tuple(Match(**match) for match in json.loads(self._json(session))["matches"])

    # How it is done

    def _batch(self, verb: Any, values: Any) -> DiagnosisTable:
        session = self._session()
        schema = ffi.new("struct ArrowSchema *")
        data = ffi.new("struct ArrowArray *")
        with Column.of(values) as column:
            call(verb, session, column.columns, column.count, schema, data)
        return DiagnosisTable(schema, data)

    def _check_open(self) -> None:
        if self._closed:
            raise UndeliveredError("the diagnoser is closed", 2)

    def _session(self) -> Any:
        """This thread's session in this process."""
        self._check_open()
        sessions = self._sessions
        process = os.getpid()
        if getattr(sessions, "process", None) != process:
            slot = ffi.new("undelivered_session **")
            call(lib.undelivered_session_create, self._diagnoser, slot)
            sessions.session = ffi.gc(slot[0], lib.undelivered_session_free)
            for address in self._known_addresses:
                call(lib.undelivered_session_add_known_address, sessions.session, *_name(address))
            sessions.process = process
        return sessions.session

    @staticmethod
    def _json(session: Any) -> bytes:
        result = ffi.new("undelivered_text *")
        check(lib.undelivered_result_json(session, result))
        return bytes(ffi.buffer(result.data, result.length))

    def _mail(self, session: Any) -> MailDiagnosis:
        answer = json.loads(self._json(session))
        words = ffi.new("undelivered_text *")
        diagnoses = []
        for index, record in enumerate(answer["diagnoses"]):
            explanations = []
            for language in (b"en", b"ja"):
                check(lib.undelivered_result_explanation(session, index, language, ffi.NULL, words))
                explanations.append(ffi.buffer(words.data, words.length)[:])
            diagnoses.append(diagnosis_of(record, (explanations[0], explanations[1])))
        return MailDiagnosis(MailKind(answer["kind"]), tuple(diagnoses), answer["forwarded"], answer["backscatter"])

    # Pickling: the digest and how to make it again, where the process has none

    @property
    def _key(self) -> tuple[Any, ...]:
        settings = self._recipe[3:6] if self._recipe[0] == "packs" else (self._recipe[2], ())
        return (self.digest, *settings)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore, (self._key, self._recipe))


_lock = threading.Lock()
_made: "weakref.WeakValueDictionary[tuple[Any, ...], Diagnoser]" = weakref.WeakValueDictionary()


def _fresh_lock() -> None:
    global _lock
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_fresh_lock)


def _restore(key: tuple[Any, ...], recipe: tuple[Any, ...]) -> Diagnoser:
    with _lock:
        known = _made.get(key)
    if known is not None:
        return known
    if recipe[0] == "image":
        diagnoser = Diagnoser.load(recipe[1], limits=recipe[2])
    else:
        _, packs, sources, limits, domains, known, lints = recipe
        own = {pack: dict(files) for pack, files in sources}
        diagnoser = Diagnoser(
            packs, own_packs=own, limits=limits, own_domains=domains, known_addresses=known, lints=dict(lints)
        )
    if diagnoser.digest != key[0]:
        raise UndeliveredError(f"the packs of this process are not those that were pickled: {diagnoser.digest}, not {key[0]}")
    return diagnoser


def _sources(own_packs: OwnPacks) -> tuple[tuple[str, tuple[tuple[str, bytes], ...]], ...]:
    if isinstance(own_packs, Mapping):
        return tuple(
            (pack, tuple((origin, yaml.encode() if isinstance(yaml, str) else bytes(yaml)) for origin, yaml in files.items()))
            for pack, files in own_packs.items()
        )
    folders = [pathlib.Path(folder) for folder in own_packs]
    return tuple(
        (str(folder), tuple((str(file), file.read_bytes()) for file in sorted(folder.glob("*.yaml")))) for folder in folders
    )


def _limits(limits: Limits) -> Any:
    record = sized("undelivered_limits")
    for field, value in zip(fields(limits), astuple(limits)):
        setattr(record, field.name, value)
    return record


def _name(name: str) -> tuple[bytes, int]:
    encoded = name.encode("utf-8")
    return encoded, len(encoded)


def _text(value: str | bytes) -> tuple[bytes, int]:
    encoded = value.encode("utf-8", "replace") if isinstance(value, str) else bytes(value)
    return encoded, len(encoded)
