"""Express executions run side by side whatever their names, leave no history but their log, and tell nobody.

AWS:      StartSyncExecution runs Express machines only. An execution's ARN ends with an id of its own, so that two of one name do
          not meet; DescribeExecution and ListExecutions do not know it, and no status event tells of its end. Its events go to the
          machine's log group, as its level says, without data where that is excluded. The SDK sends the call to the host `sync-…`.
Emulator: runs any machine; keeps the execution among the others for ever, by its name alone, so that a second one of the name takes
          the place of the first; logs nothing. `sync-127.0.0.1` is no host. Reads a whole log group for each look at one order.
Here:     function processes take `sync-` before an address for the address (node-worker.cjs). An index finds an order's events, so that
          a look at one costs no more after many.
Gone when: the emulator does the same, and the SDK leaves the host of a custom endpoint alone.
"""

import json
import logging
import re
import threading
import time

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response, new_uuid, now_iso
from ministack.services import cloudwatch_logs
from ministack.services import stepfunctions as sfn

from bridges import executions, patching, tasks  # noqa: F401 (executions first: this goes on from what it bridges)

logger = logging.getLogger("express")

QUOTED_NAME = re.compile(r'"([\w-]+)"')
DATA = ("input", "output", "parameters", "error", "cause", "inputDetails", "outputDetails")
ERRORS = ("Failed", "TimedOut", "Aborted")

_indexes = {}
_lock = threading.RLock()


def start_sync_execution(data):
    machine = sfn._state_machines.get(data.get("stateMachineArn", ""))
    if machine is None:
        return _start_sync_execution(data)
    if machine.get("type") != "EXPRESS":
        return error_response_json("StateMachineTypeNotSupported",
                                   "This operation is not supported by this type of state machine", 400)
    name = data.get("name") or new_uuid()
    arn = f"arn:aws:states:{get_region()}:{get_account_id()}:express:{machine['name']}:{name}:{new_uuid()}"
    begun, text = now_iso(), data.get("input", "{}")
    execution = sfn._executions[arn] = {
        "executionArn": arn, "stateMachineArn": machine["stateMachineArn"], "name": name, "status": "RUNNING", "sync": True,
        "startDate": begun, "stopDate": None, "input": text, "output": None, "testCase": "", "mockAttempts": {},
        "events": [{"id": 1, "type": "ExecutionStarted", "timestamp": begun, "executionStartedEventDetails": {"input": text}}],
    }
    try:
        sfn._run_execution(arn)
    finally:
        del sfn._executions[arn]
        tasks.begin(execution)
        _log(machine, execution)
    answer = {field: execution[field] for field in ("executionArn", "stateMachineArn", "name", "startDate", "status", "input")}
    ends = {field: execution.get(field) for field in ("output", "error", "cause")}
    return json_response({**answer, "stopDate": execution["stopDate"] or now_iso(), "inputDetails": {"included": True},
                          "outputDetails": {"included": True}, **{field: end for field, end in ends.items() if end is not None}})


def filter_log_events(data):
    name, index = QUOTED_NAME.fullmatch(data.get("filterPattern", "")), _index_of(data.get("logGroupName"))
    if name is None or index is None or set(data) - {"filterPattern", "logGroupName"}:
        return _filter_log_events(data)
    return json_response({"events": index.get(name[1], []), "searchedLogStreams": []})


def _index_of(group):
    """The events of the log group of Express machines by the names of their executions; of another group, nothing."""
    key = (get_account_id(), get_region(), group)
    with _lock:
        if key not in _indexes and any(_log_group(machine) == group for machine in sfn._state_machines.values()
                                       if machine.get("type") == "EXPRESS"):
            _indexes[key] = index = {}
            for event in json.loads(_filter_log_events({"logGroupName": group})[2]).get("events", []):
                index.setdefault(_name_in(event), []).append(event)
        return _indexes.get(key)


def _name_in(event):
    return json.loads(event["message"])["execution_arn"].split(":")[7]


def emit_status_event(execution):
    if not execution.get("sync"):
        _emit_status_event(execution)


def restore(state):
    """What was cut off with its caller is not gone on with: the caller runs it anew."""
    kept = (state or {}).get("executions")
    if kept is not None:
        for key in [key for key, execution in kept._data.items() if execution.get("sync")]:
            del kept._data[key]
    _restore(state)


def _log(machine, execution):
    settings = _settings(machine)
    level = settings.get("level", "OFF")
    events = [event for event in execution["events"] if level == "ALL" or level == "ERROR" and event["type"].endswith(ERRORS)]
    group = _log_group(machine)
    if not events or group is None:
        return
    stream = f"states/{machine['name']}/{time.strftime('%Y-%m-%d-%H-%M')}"
    cloudwatch_logs._create_log_stream({"logGroupName": group, "logStreamName": stream})
    lines = [_line(event, execution, settings.get("includeExecutionData")) for event in events]
    with _lock:
        index = _index_of(group)
        cloudwatch_logs._put_log_events({"logGroupName": group, "logStreamName": stream, "logEvents": lines})
        index.setdefault(execution["name"], []).extend({**line, "logStreamName": stream} for line in lines)


def _settings(machine):
    # As CloudFormation writes it, or the API.
    return {name[0].lower() + name[1:]: value for name, value in (machine.get("loggingConfiguration") or {}).items()}


def _log_group(machine):
    for destination in _settings(machine).get("destinations") or []:
        (log,) = destination.values()
        return next(iter(log.values())).split(":log-group:")[1].removesuffix(":*")
    return None


def _line(event, execution, with_data):
    details = next((value for name, value in event.items() if name.endswith("EventDetails")), {})
    at = sfn._iso_to_epoch_ms(event["timestamp"])
    return {"timestamp": at, "message": json.dumps({
        "id": str(event["id"]), "type": event["type"],
        "details": {name: value for name, value in details.items() if with_data or name not in DATA},
        "previous_event_id": str(event["id"] - 1), "event_timestamp": str(at), "execution_arn": execution["executionArn"],
    })}


_start_sync_execution = patching.replace(sfn, "_start_sync_execution", start_sync_execution)
_filter_log_events = patching.replace(cloudwatch_logs, "_filter_log_events", filter_log_events)
_emit_status_event = patching.replace(sfn, "_emit_execution_status_event", emit_status_event)
_restore = patching.replace(sfn, "_restore_state", restore)
