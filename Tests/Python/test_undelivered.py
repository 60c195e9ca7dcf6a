"""The package as a program uses it, with nothing but its own requirement installed."""

import copy
import gc
import multiprocessing
import os
import pathlib
import pickle
import re
import threading
import unittest

import undelivered
from undelivered import Diagnoser, Limits, Lint, Side

MAILS = pathlib.Path(__file__).parent.parent.parent / "Examples" / "Mails"
FULL = "552 5.2.2 user is over quota"
SHOP = """schema: 1
pack: { id: shop, version: 1.0.0, tier: site, title: { en: Shop }, license: MIT }
rules:
  - id: parcel-lost
    match: { regex: ['parcel (?<parcel>[0-9]+) is lost'] }
    verdict: { cause: mailbox.full }
    references: ['observed: shop']
    examples: { match: ['550 parcel 17 is lost'] }
"""


class Answers(unittest.TestCase):
    def setUp(self) -> None:
        self.diagnoser = Diagnoser()

    def test_a_reply_is_diagnosed(self) -> None:
        answer = self.diagnoser.diagnose_reply(FULL)
        self.assertEqual((answer.cause, answer.side, answer.reply_code), ("mailbox.full", Side.RECIPIENT, 552))
        self.assertEqual(answer.side, "recipient")
        self.assertEqual(FULL[answer.evidence[0].start : answer.evidence[0].end], answer.evidence[0].text)
        self.assertEqual(answer.explanation("en").title, "Mailbox full")
        self.assertTrue(answer.explanation("ja", "sender").steps)
        self.assertTrue(all(step.reader == "sender" for step in answer.explanation("ja", "sender").steps))
        self.assertEqual(self.diagnoser.diagnose_reply(FULL.encode()), answer)
        self.assertEqual(hash(self.diagnoser.diagnose_reply(FULL)), hash(answer))

    def test_answers_are_frozen_and_can_be_pickled(self) -> None:
        answer = self.diagnoser.diagnose_reply(FULL)
        with self.assertRaises(AttributeError):
            answer.cause = "other"  # type: ignore[misc]
        again = pickle.loads(pickle.dumps(answer))
        self.assertEqual((again, again.explanation("ja")), (answer, answer.explanation("ja")))

    def test_a_mail_has_one_answer_for_each_recipient(self) -> None:
        mail = self.diagnoser.diagnose((MAILS / "postfix-three-recipients.eml").read_bytes())
        self.assertEqual((mail.kind, len(mail.diagnoses), mail.is_passed_on), ("failure", 3, False))
        self.assertTrue(all("@" in answer.recipient for answer in mail.diagnoses))
        self.assertIsNone(mail.is_backscatter)
        self.assertEqual(self.diagnoser.diagnose((MAILS / "normal-mail-about-a-bounce.eml").read_bytes()).diagnoses, ())

    def test_any_bytes_are_read(self) -> None:
        self.assertEqual(self.diagnoser.diagnose_reply("550 \ud800 user unknown").cause, "address.unknown-user")
        self.assertEqual(self.diagnoser.diagnose_reply(b"550 \xff user unknown").cause, "address.unknown-user")
        self.assertEqual(self.diagnoser.diagnose_reply("").cause, "undetermined")
        self.assertEqual(len(self.diagnoser.diagnose(memoryview(bytearray(b"\0\xff" * 99))).diagnoses), 0)

    def test_raw_matches(self) -> None:
        matches = self.diagnoser.match(FULL, reply_code=552, enhanced_status="5.2.2")
        self.assertEqual((matches[0].cause, matches[0].strength), ("mailbox.full", 3))
        self.assertTrue(self.diagnoser.match("", reply_code=550))
        with self.assertRaises(undelivered.ArgumentError):
            self.diagnoser.match(FULL, phase="lunch")

    def test_error_windows_and_filed_mails(self) -> None:
        self.assertEqual(self.diagnoser.diagnose_dialog("The server said: 552 5.2.2 user is over quota").cause, "mailbox.full")
        self.assertTrue(self.diagnoser.diagnose_arrived((MAILS / "junked-by-recipient.eml").read_bytes()).cause)

    def test_log_lines_and_symptoms(self) -> None:
        line = "Nov 24 10:00:01 mx postfix/smtp[812]: 4BX: to=<a@example.jp>, relay=mx.example.jp[192.0.2.7]:25, delay=1, dsn=5.2.2, status=bounced (host mx.example.jp[192.0.2.7] said: 552 5.2.2 user is over quota (in reply to RCPT TO command))"
        answer = self.diagnoser.diagnose_log_line(line)
        self.assertEqual((answer.cause, answer.recipient), ("mailbox.full", "a@example.jp"))
        self.assertIsNone(self.diagnoser.diagnose_log_line("Nov 24 10:00:01 mx postfix/qmgr[811]: 4BX: removed"))
        self.assertNotEqual(self.diagnoser.diagnose_symptoms({"junk-folder": "found"}).cause, "undetermined")
        self.assertNotEqual(self.diagnoser.diagnose_symptoms("junk-folder: found").cause, "undetermined")
        with self.assertRaises(undelivered.ArgumentError) as raised:
            self.diagnoser.diagnose_symptoms("- [")
        self.assertTrue(raised.exception.findings)

    def test_batches_without_an_arrow_library(self) -> None:
        table = self.diagnoser.diagnose_batch([FULL, None, b"550 5.1.1 user unknown", ""])
        self.assertEqual(table.column("cause"), ["mailbox.full", None, "address.unknown-user", "undetermined"])
        self.assertEqual(table.to_pylist()[0]["reply_code"], 552)
        self.assertIsNone(table.to_pylist()[1]["confidence"])
        self.assertEqual(len(self.diagnoser.diagnose_batch([])), 0)
        for count in (1, 7, 8, 9, 64, 65):
            replies = [None if index % 3 == 0 else FULL for index in range(count)]
            causes = [None if index % 3 == 0 else "mailbox.full" for index in range(count)]
            self.assertEqual(self.diagnoser.diagnose_batch(replies).column("cause"), causes)
        with self.assertRaises(TypeError):
            self.diagnoser.diagnose_batch("one text")
        mails = self.diagnoser.diagnose_messages([(MAILS / "postfix-three-recipients.eml").read_bytes(), b"", None])
        self.assertEqual(mails.column("message"), [0, 0, 0, 1, 2])
        self.assertEqual(mails.column("trouble"), [None, None, None, "the mail is empty", None])


    def test_batches_answer_as_single_replies_do(self) -> None:
        replies: list[str | bytes] = []
        for file in sorted((MAILS.parent.parent / "RulePacks").glob("*/*.yaml")):
            replies += re.findall(r'"([^"\n]{15,300})"', file.read_text(encoding="utf-8"))[:20]
        replies += [text.encode()[:-1] + b"\xff" for text in replies[:50] if isinstance(text, str)]
        self.assertGreater(len(replies), 500)
        names = ["cause", "rule", "side", "actor", "permanence", "suppress_recipient", "reply_code", "enhanced_status", "sisimai_reason"]
        for reply, row in zip(replies, self.diagnoser.diagnose_batch(replies).to_pylist()):
            answer = self.diagnoser.diagnose_reply(reply)
            self.assertEqual([row[name] for name in names], [getattr(answer, name) for name in names], reply)
            self.assertAlmostEqual(row["confidence"], answer.confidence, 3)


class Packs(unittest.TestCase):
    def test_own_packs_and_what_is_wrong_with_them(self) -> None:
        diagnoser = Diagnoser(["standard"], own_packs={"shop": {"shop.yaml": SHOP}})
        self.assertEqual(diagnoser.diagnose_reply("550 parcel 17 is lost").rule, "shop/parcel-lost")
        self.assertEqual(diagnoser.match("550 parcel 17 is lost")[0].captures, {"parcel": "17"})
        with self.assertRaises(undelivered.PackError) as caught:
            Diagnoser(["standard"], own_packs={"shop": {"shop.yaml": SHOP.replace("rules:", "rulez:")}})
        finding = next(finding for finding in caught.exception.findings if finding.is_error)
        self.assertEqual((finding.origin, finding.line, finding.is_error), ("shop.yaml", 3, True))
        self.assertIn("shop.yaml:3", str(caught.exception))
        with self.assertRaises(undelivered.ArgumentError):
            Diagnoser(["no-such-pack"])

    def test_warnings_and_levels(self) -> None:
        terse = SHOP.replace("regex: ['parcel (?<parcel>[0-9]+) is lost']", "text: [abc]").replace("550 parcel 17 is lost", "abc")
        warned = Diagnoser(["standard"], own_packs={"shop": {"shop.yaml": terse}})
        self.assertTrue(warned.warnings)
        with self.assertRaises(undelivered.PackError):
            Diagnoser(["standard"], own_packs={"shop": {"shop.yaml": terse}}, lints={"": Lint.DENY})
        allowed = Diagnoser(["standard"], own_packs={"shop": {"shop.yaml": terse}}, lints={"": Lint.ALLOW})
        self.assertEqual(allowed.warnings, ())

    def test_images(self) -> None:
        diagnoser = Diagnoser(["standard", "postfix"])
        image = diagnoser.save()
        loaded = Diagnoser.load(image)
        self.assertEqual((loaded.digest, loaded.rule_count), (diagnoser.digest, diagnoser.rule_count))
        self.assertEqual(loaded.diagnose_reply(FULL), diagnoser.diagnose_reply(FULL))
        with self.assertRaises(undelivered.ImageError):
            Diagnoser.load(image[:-1])
        with self.assertRaises(undelivered.ImageError):
            Diagnoser.load(b"")

    def test_limits(self) -> None:
        small = Diagnoser(["standard"], limits=Limits(message_size=10))
        with self.assertRaises(undelivered.TooLargeError):
            small.diagnose(b"x" * 11)
        with self.assertRaises(undelivered.EmptyMessageError):
            small.diagnose(b"")

    def test_closed(self) -> None:
        with Diagnoser(["standard"]) as diagnoser:
            diagnoser.diagnose_reply(FULL)
        with self.assertRaises(undelivered.UndeliveredError):
            diagnoser.diagnose_reply(FULL)


def cause_in_child(diagnoser: Diagnoser) -> str:
    return diagnoser.diagnose_reply(FULL).cause


class Processes(unittest.TestCase):
    def test_pickling_by_digest(self) -> None:
        diagnoser = Diagnoser(["standard"], own_domains=["example.com"])
        self.assertIs(pickle.loads(pickle.dumps(diagnoser)), diagnoser)
        self.assertIs(copy.deepcopy(diagnoser), diagnoser)
        pickled, digest = pickle.dumps(diagnoser), diagnoser.digest
        del diagnoser
        gc.collect()
        self.assertEqual(pickle.loads(pickled).digest, digest)
        other = pickled.replace(digest.encode(), b"0" * 32)
        with self.assertRaises(undelivered.UndeliveredError):
            pickle.loads(other)

    def test_a_child_process_uses_it(self) -> None:
        diagnoser = Diagnoser(["standard"])
        diagnoser.diagnose_reply(FULL)
        for method in ("fork", "spawn"):
            with multiprocessing.get_context(method).Pool(2) as pool:
                self.assertEqual(pool.map(cause_in_child, [diagnoser] * 4), ["mailbox.full"] * 4)

    def test_a_fork_amid_other_threads(self) -> None:
        diagnoser = Diagnoser(["standard"])
        stop = threading.Event()
        threads = [threading.Thread(target=lambda: [diagnoser.diagnose_reply(FULL) for _ in iter(stop.is_set, True)]) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(5):
                child = os.fork()
                if child == 0:
                    os._exit(0 if diagnoser.diagnose_reply(FULL).cause == "mailbox.full" else 1)
                self.assertEqual(os.waitpid(child, 0)[1], 0)
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def test_many_threads(self) -> None:
        diagnoser = Diagnoser(["standard"])
        wrong: list[str] = []

        def work() -> None:
            for _ in range(200):
                cause = diagnoser.diagnose_reply(FULL).cause
                if cause != "mailbox.full":
                    wrong.append(cause)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main(verbosity=1)
