"""A table's stream is looked at four times a second.

AWS:      Lambda looks at a stream four times a second for each of its consumers, and calls it with what it finds.
Emulator: calls it with each change as soon as it is written: an order, which is written some ten times, is several calls of each.
Gone when: the emulator does the same.
"""

import threading
import time

from ministack.core.concurrency import esm_wake
from ministack.core.responses import request_scope
from ministack.services import dynamodb, lambda_svc

from bridges import patching, threads
from bridges import stream_records  # noqa: F401 - replaces what is wrapped here

LOOKS_A_SECOND = 4

# The look at which each consumer was called last.
_looks = {}
# Whether the thread that reads for all consumers reads streams of tables now: it goes through the consumers for queues, too.
_reads_tables = False


class WakeAtNextLook:
    """Stands for the event that wakes the readers, where a table is written."""

    def __init__(self):
        self._lock = threading.Lock()
        self._at = 0.0

    def set(self):
        now = time.monotonic()
        with self._lock:
            if now < self._at:
                return
            self._at = (_look(now) + 1) / LOOKS_A_SECOND
        threads.after(self._at - now, esm_wake.set)


def poll_dynamodb_streams():
    global _reads_tables
    _reads_tables = True
    try:
        return _poll_dynamodb_streams()
    finally:
        _reads_tables = False


def iter_all_esms():
    for account, region, esm in _iter_all_esms():
        if _reads_tables:
            with request_scope(account, region):
                if not _is_due(esm):
                    continue
        yield account, region, esm


def _is_due(esm):
    consumer, stream = esm["UUID"], esm.get("EventSourceArn", "").partition(":table/")[2]
    table = stream.partition("/stream/")[0]
    position = lambda_svc._dynamodb_stream_positions.get(consumer)
    if not table or position is None:
        return True
    unread = dynamodb.stream_end_position(table) - max(position, dynamodb.stream_start_position(table))
    if unread == 0 or unread >= esm.get("BatchSize", 100):
        # What is more than a batch was found by the look before.
        return unread > 0
    earlier, _looks[consumer] = _looks.get(consumer), _look(time.monotonic())
    return earlier != _looks[consumer]


def _look(now):
    return int(now * LOOKS_A_SECOND)


patching.replace(dynamodb, "esm_wake", WakeAtNextLook())
_iter_all_esms = patching.replace(lambda_svc, "_iter_all_esms", iter_all_esms)
_poll_dynamodb_streams = patching.replace(lambda_svc, "_poll_dynamodb_streams", poll_dynamodb_streams)
