"""A mailbox of bounces as a pandas table: mailbox_table.py MBOX. One row for each recipient that failed."""

import mailbox
import sys

import pandas
import pyarrow

import undelivered

mails = [mail.as_bytes() for mail in mailbox.mbox(sys.argv[1], create=False)]
frame: pandas.DataFrame = pyarrow.table(undelivered.Diagnoser().diagnose_messages(mails)).to_pandas()
failures = frame[frame["kind"] == "failure"]
print(failures[["recipient", "cause", "side", "permanence", "reply_code", "remote_mta"]].to_string(index=False))
print()
print(failures.groupby(["side", "cause"], observed=True).size().sort_values(ascending=False).to_string())
