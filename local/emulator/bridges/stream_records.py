"""The records of a table's stream go once everybody has read them, and what somebody has still to read outlives a restart.

AWS:      keeps them for a day, for whoever comes.
Emulator: keeps them as long, in memory, each with the item as it was and as it is. Saves how far each consumer has read, but no
          record: after a restart no consumer gets any more until there are as many records as there had been before.
Here:     the last thousand are kept, and what a consumer has still to read, as long as on AWS. That is saved, and read from its
          beginning after a restart, by who was further as well: a consumer must stand a record twice in any case.
Gone when: the emulator keeps them on disk.
"""

import math

from ministack.core.responses import AccountRegionScopedDict, request_scope
from ministack.services import dynamodb, lambda_svc

from bridges import patching
from bridges import batching_windows, stream_failures  # noqa: F401 - rewrite what is wrapped here

KEPT_RECORDS = 1000


def poll_dynamodb_streams():
    # On the thread that reads them for the consumers: a position cannot change meanwhile.
    for (account, region, table), records in dynamodb._stream_records.all_items():
        if len(records) >= 2 * KEPT_RECORDS:
            with request_scope(account, region):
                _forget(table, records)
    return _poll_dynamodb_streams()


def _first_unread(table):
    """Where the slowest consumer of the table is; beyond all records where there is none."""
    consumers = [esm for esm in lambda_svc._esms.values() if f":table/{table}/stream/" in esm.get("EventSourceArn", "")]
    return min((lambda_svc._dynamodb_stream_positions.get(esm["UUID"], 0) for esm in consumers), default=math.inf)


def _forget(table, records):
    trimmed = dynamodb._trimmed_count(table)
    gone = min(len(records) - KEPT_RECORDS, _first_unread(table) - trimmed)
    if gone > 0:
        del records[:gone]
        dynamodb._stream_trimmed[table] = trimmed + gone


def get_state():
    unread = AccountRegionScopedDict()
    for (account, region, table), records in dynamodb._stream_records.all_items():
        with request_scope(account, region):
            read = _first_unread(table) - dynamodb._trimmed_count(table)
        if read < len(records):
            unread.set_scoped(account, region, table, records[max(0, read):])
    return {**_get_state(), "unread_stream_records": unread}


def restore_records(data):
    _restore_records(data)
    dynamodb._stream_records.update((data or {}).get("unread_stream_records", {}))


def restore_positions(data):
    """The records are counted anew."""
    _restore_positions(data)
    for consumer in lambda_svc._dynamodb_stream_positions._data:
        lambda_svc._dynamodb_stream_positions._data[consumer] = 0


_get_state = patching.replace(dynamodb, "get_state", get_state)
_restore_records = patching.replace(dynamodb, "_restore_state", restore_records)
_restore_positions = patching.replace(lambda_svc, "_restore_state", restore_positions)
_poll_dynamodb_streams = patching.replace(lambda_svc, "_poll_dynamodb_streams", poll_dynamodb_streams)
