"""How many replies a second a batch gives, on one core and with two threads."""

import sys
import threading
import time

from undelivered import Diagnoser

shapes = [
    "552 5.2.2 <user{0}@example.com>: user is over quota", "550 5.1.1 <user{0}@example.com>: Recipient address rejected: User unknown",
    "554 5.7.1 Service unavailable; Client host [192.0.2.{1}] blocked using zen.spamhaus.org", "451 4.7.1 Greylisted, try again in {1} s",
    "552 sorry, that message size exceeds my databytes limit (#5.3.4)", "550 5.7.1 Message rejected as spam (id {0})",
    "421 4.4.2 mx{1}.example.net Error: timeout exceeded", "550 5.4.1 Recipient address rejected: Access denied {0}",
]
count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
diagnoser = Diagnoser()




def measure(replies: list[str], threads: int) -> float:
    best = float("inf")
    for _ in range(3):
        workers = [threading.Thread(target=diagnoser.diagnose_batch, args=(replies,)) for _ in range(threads)]
        start = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        best = min(best, time.perf_counter() - start)
    return threads * len(replies) / best


# In one the addresses differ in every reply, in the other each reply comes again and again, as in the logs of a busy server.
for name, different in (("all different", count), ("a thousand different", 1000)):
    replies = [shapes[index % len(shapes)].format(index % different, index % min(different, 250)) for index in range(count)]
    one = measure(replies, 1)
    two = measure(replies, 2)
    start = time.thread_time()
    diagnoser.diagnose_batch(replies)
    spent = count / (time.thread_time() - start)
    print(f"batch of {count}, {name}: {one:,.0f} replies/s in one thread ({spent:,.0f} per second of CPU), {two / one:.2f} times with two")
