"""The records of a table's stream go once everybody has read them.

AWS:      keeps them for a day, for whoever comes.
Emulator: keeps them as long, in memory, each with the item as it was and as it is.
Here:     the last thousand are kept, and what a consumer has still to read, as long as on AWS.
Gone when: the emulator keeps them on disk.
"""

import math

from ministack.core.responses import request_scope
from ministack.services import dynamodb, lambda_svc

from bridges import patching
from bridges import stream_failures  # noqa: F401 - rewrites what is wrapped here

KEPT_RECORDS = 1000


def poll_dynamodb_streams():
    # On the thread that reads them for the consumers: a position cannot change meanwhile.
    for (account, region, table), records in dynamodb._stream_records.all_items():
        if len(records) >= 2 * KEPT_RECORDS:
            with request_scope(account, region):
                _forget(table, records)
    return _poll_dynamodb_streams()


def _forget(table, records):
    consumers = [esm for esm in lambda_svc._esms.values() if f":table/{table}/stream/" in esm.get("EventSourceArn", "")]
    first_unread = min((lambda_svc._dynamodb_stream_positions.get(esm["UUID"], 0) for esm in consumers), default=math.inf)
    trimmed = dynamodb._trimmed_count(table)
    gone = min(len(records) - KEPT_RECORDS, first_unread - trimmed)
    if gone > 0:
        del records[:gone]
        dynamodb._stream_trimmed[table] = trimmed + gone


_poll_dynamodb_streams = patching.replace(lambda_svc, "_poll_dynamodb_streams", poll_dynamodb_streams)
