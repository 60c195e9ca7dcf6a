"""Arrow data of other libraries in, answers out to them."""

import gc
import unittest

import pandas
import polars
import pyarrow

from undelivered import Diagnoser

REPLIES = ["552 5.2.2 user is over quota", None, "550 5.1.1 user unknown", "", "short"]
CAUSES = ["mailbox.full", None, "address.unknown-user", "undetermined", "undetermined"]
diagnoser = Diagnoser()


class In(unittest.TestCase):
    def test_every_layout_of_text(self) -> None:
        types = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.binary(), pyarrow.large_binary()]
        for kind in types:
            with self.subTest(kind=str(kind)):
                texts = REPLIES if "string" in str(kind) else [None if text is None else text.encode() for text in REPLIES]
                array = pyarrow.array(texts, kind)
                self.assertEqual(diagnoser.diagnose_batch(array).column("cause"), CAUSES)
                self.assertEqual(diagnoser.diagnose_batch(array.slice(1, 3)).column("cause"), CAUSES[1:4])
                self.assertEqual(len(diagnoser.diagnose_batch(array.slice(0, 0))), 0)

    def test_chunks_tables_series_and_frames(self) -> None:
        chunks = pyarrow.chunked_array([REPLIES[:2], [], REPLIES[2:]], pyarrow.string())
        self.assertEqual(diagnoser.diagnose_batch(chunks).column("cause"), CAUSES)
        self.assertEqual(diagnoser.diagnose_batch(pyarrow.table({"reply": chunks})).column("cause"), CAUSES)
        series = polars.Series(REPLIES)
        self.assertEqual(diagnoser.diagnose_batch(series).column("cause"), CAUSES)
        self.assertEqual(diagnoser.diagnose_batch(polars.concat([series, series], rechunk=False)).column("cause"), CAUSES * 2)
        self.assertEqual(diagnoser.diagnose_batch(polars.DataFrame({"reply": series})).column("cause"), CAUSES)

    def test_other_columns_are_refused(self) -> None:
        for wrong in (pyarrow.array([1, 2]), pyarrow.array(["a"]).dictionary_encode(), pyarrow.table({"a": ["b"], "c": ["d"]})):
            with self.assertRaises(TypeError):
                diagnoser.diagnose_batch(wrong)


class Out(unittest.TestCase):
    def test_readers_agree(self) -> None:
        answer = diagnoser.diagnose_batch(REPLIES)
        expected = answer.to_pylist()
        for _ in range(2):
            table = pyarrow.table(answer)
            table.validate(full=True)
            self.assertEqual(table.to_pylist(), expected)
            self.assertEqual(pyarrow.record_batch(answer).to_pylist(), expected)
            self.assertEqual(polars.DataFrame(answer).to_dicts(), expected)
        frame = pyarrow.table(answer).to_pandas()
        self.assertIsInstance(frame, pandas.DataFrame)
        self.assertEqual(frame["cause"][0], "mailbox.full")

    def test_readers_outlive_the_answer(self) -> None:
        answer = diagnoser.diagnose_batch(REPLIES)
        table = pyarrow.table(answer)
        column = table.column("cause")
        capsules = answer.__arrow_c_array__()
        del answer, table
        gc.collect()
        self.assertEqual(column.to_pylist(), CAUSES)
        del capsules
        gc.collect()

    def test_unread_capsules_leak_nothing(self) -> None:
        answer = diagnoser.diagnose_batch(REPLIES)
        from undelivered import arrow

        before = len(arrow._alive)
        for _ in range(100):
            answer.__arrow_c_array__()
            answer.__arrow_c_schema__()
        gc.collect()
        self.assertEqual(len(arrow._alive), before)

    def test_mails(self) -> None:
        mail = b"From: a@example.com\r\nSubject: hello\r\n\r\nhello\r\n"
        frame = polars.DataFrame(diagnoser.diagnose_messages([mail, b"", None]))
        self.assertEqual(frame["message"].to_list(), [0, 1, 2])
        self.assertEqual(frame["kind"].to_list(), ["not-a-bounce", None, None])


if __name__ == "__main__":
    unittest.main(verbosity=1)
