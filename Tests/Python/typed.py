"""The types that a program sees; read by mypy, not run."""

import undelivered


def rows(replies: list[str]) -> list[str]:
    with undelivered.Diagnoser(["standard"], limits=undelivered.Limits(message_size=1 << 20)) as diagnoser:
        answer: undelivered.Diagnosis = diagnoser.diagnose_reply(replies[0])
        side: undelivered.Side = answer.side
        words: undelivered.Explanation = answer.explanation("ja", undelivered.Reader.SENDER)
        table: undelivered.DiagnosisTable = diagnoser.diagnose_batch(replies)
        return [answer.cause, side.value, words.title, *table.column_names]
