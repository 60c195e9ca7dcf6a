"""Replies of a log in a polars frame: which side has to act, how often, with an example. No copy on the way in or out."""

import polars

import undelivered

log = polars.DataFrame({
    "queue_id": ["4F1", "4F2", "4F3", "4F4", "4F5"],
    "reply": [
        "552 5.2.2 <a@example.com>: user is over quota",
        "550 5.1.1 <b@example.com>: Recipient address rejected: User unknown",
        "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org",
        None,
        "452 4.2.2 mailbox full",
    ],
})
answers = polars.DataFrame(undelivered.Diagnoser().diagnose_batch(log["reply"]))
table = polars.concat([log, answers], how="horizontal")
print(table.select("queue_id", "cause", "side", "permanence", "confidence"))
summary = table.drop_nulls("cause").group_by("side").agg(polars.len().alias("mails"), polars.col("reply").first()).sort("mails")
print(summary)
assert table["cause"].to_list()[:1] == ["mailbox.full"] and table["cause"].to_list()[3] is None
