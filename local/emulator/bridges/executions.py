"""Executions start once by name, time out, can be redriven, and outlive a restart, as on AWS.

AWS:      StartExecution repeated with the name and input of a running execution answers as the first time. TimeoutSeconds of
          the machine ends it as TIMED_OUT. What has ended stays ended. RedriveExecution goes on from the state that failed,
          with that state's input. The status event names the error for every unsuccessful end.
Emulator: refuses every repeated name; ignores the machine's timeout; a failure after StopExecution turns ABORTED into FAILED;
          has no RedriveExecution, nor counts them; waits 150 ms before the first state; fails what ran when it was stopped.
Gone when: the emulator does the same.
"""

import contextvars
import json
import logging

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response, now_iso
from ministack.core.responses import _request_account_id, _request_region
from ministack.services import eventbridge
from ministack.services import stepfunctions as sfn

from bridges import patching, task_tokens, tasks, threads

logger = logging.getLogger("executions")

UNSUCCESSFUL = ("FAILED", "TIMED_OUT", "ABORTED")
LARGEST_EVENT_PAYLOAD = 248 * 1024
_interrupted = []


def start_execution(data):
    machine = sfn._state_machines.get(sfn._resolve_state_machine_arn(data.get("stateMachineArn", "")) or "")
    if machine is not None and data.get("name"):
        arn = f"arn:aws:states:{get_region()}:{get_account_id()}:execution:{machine['name']}:{data['name']}"
        known = sfn._executions.get(arn)
        if known is not None and known["status"] == "RUNNING" and known["input"] == data.get("input", "{}"):
            return json_response({"executionArn": arn, "startDate": known["startDate"]})
    return _start_execution(data)


def stop_execution(data):
    answer = _stop_execution(data)
    execution = sfn._executions.get(data.get("executionArn"))
    if execution is not None and execution["status"] == "ABORTED":
        _let_go(execution)
    return answer


def fail_execution(execution, error, cause):
    if execution["status"] == "RUNNING":
        _fail_execution(execution, error, cause)


def redrive_execution(data):
    execution = sfn._executions.get(data.get("executionArn"))
    if execution is None:
        return error_response_json("ExecutionDoesNotExist", f"Execution Does Not Exist: '{data.get('executionArn')}'", 400)
    if execution["status"] not in UNSUCCESSFUL:
        return error_response_json("ExecutionNotRedrivable",
                                   f"Execution is {execution['status']} and cannot be redriven", 400)
    count = execution["redriveCount"] = execution.get("redriveCount", 0) + 1
    execution["redriveDate"] = now_iso()
    execution.update(status="RUNNING", stopDate=None, output=None, error=None, cause=None)
    sfn._add_event(execution, "ExecutionRedriven", {"executionRedrivenEventDetails": {"redriveCount": count}})
    sfn._emit_execution_status_event(execution)
    _go_on(execution)
    return json_response({"redriveDate": execution["redriveDate"]})


def describe_execution(data):
    status, headers, body = _describe_execution(data)
    execution = sfn._executions.get(data.get("executionArn"))
    if status != 200 or execution is None:
        return status, headers, body
    described = {**json.loads(body), "redriveCount": execution.get("redriveCount", 0), **_redrivable(execution)}
    if execution.get("redriveDate"):
        described["redriveDate"] = execution["redriveDate"]
    return json_response(described)


def list_executions(data):
    status, headers, body = _list_executions(data)
    if status != 200:
        return status, headers, body
    page = json.loads(body)
    for item in page["executions"]:
        item["redriveCount"] = sfn._executions[item["executionArn"]].get("redriveCount", 0)
    wanted = {None: (True, False), "REDRIVEN": (True,), "NOT_REDRIVEN": (False,)}[data.get("redriveFilter")]
    page["executions"] = [item for item in page["executions"] if (item["redriveCount"] > 0) in wanted]
    return json_response(page)


def run_execution(arn):
    execution = sfn._executions.get(arn)
    if execution is None:
        return
    tasks.begin(execution)
    forgo_limit = _time_limit(execution)
    try:
        _run_execution(arn)
    except tasks.ExecutionEnded:
        pass
    finally:
        if forgo_limit is not None:
            forgo_limit()


def emit_status_event(execution):
    status = execution["status"]
    unsuccessful = status in UNSUCCESSFUL
    detail = {
        "executionArn": execution["executionArn"], "stateMachineArn": execution["stateMachineArn"],
        "name": execution["name"], "status": status,
        "startDate": sfn._iso_to_epoch_ms(execution.get("startDate")),
        "stopDate": sfn._iso_to_epoch_ms(execution.get("stopDate")),
        **_payload("input", execution.get("input")),
        **_payload("output", execution.get("output") if status == "SUCCEEDED" else None),
        "stateMachineVersionArn": None, "stateMachineAliasArn": None,
        "redriveCount": execution.get("redriveCount", 0),
        "redriveDate": sfn._iso_to_epoch_ms(execution.get("redriveDate")),
        "redriveStatusReason": None, **_redrivable(execution),
        "error": execution.get("error") if unsuccessful else None,
        "cause": execution.get("cause") if unsuccessful else None,
    }
    event = {"Source": "aws.states", "DetailType": "Step Functions Execution Status Change",
             "Detail": json.dumps(detail), "Resources": [execution["executionArn"]]}
    try:
        eventbridge._put_events({"Entries": [event]}, allow_aws_source=True)
    except Exception:
        logger.exception("no status event for %s", execution["executionArn"])


def restore(state):
    executions = (state or {}).get("executions")
    running = [] if executions is None else [
        (scope, execution) for scope, execution in executions._data.items() if execution["status"] == "RUNNING"]
    _restore(state)
    for (account, region, _), execution in running:
        execution.update(status="RUNNING", stopDate=None, error=None, cause=None)
        _interrupted.append((account, region, execution))


def resume_interrupted():
    """Goes on with what ran when the emulator was stopped: the step that was under way runs again."""
    while _interrupted:
        account, region, execution = _interrupted.pop()
        context = contextvars.copy_context()
        context.run(_request_account_id.set, account)
        context.run(_request_region.set, region)
        context.run(_go_on, execution)


async def handle_request(method, path, headers, body, query_params):
    if headers.get("x-amz-target", "").endswith(".RedriveExecution"):
        return sfn._finalize_response(redrive_execution(json.loads(body)))
    return await _handle_request(method, path, headers, body, query_params)


def _go_on(execution):
    """Runs the execution from the state that it entered last, without entering it anew."""
    entered = next((e for e in reversed(execution["events"]) if e["type"].endswith("StateEntered")), None)
    if entered is not None:
        details = entered["stateEnteredEventDetails"]
        execution["resumeAt"] = {"state": details["name"], "input": details["input"]}
    context = contextvars.copy_context()
    threads.Thread(target=context.run, args=(run_execution, execution["executionArn"]), daemon=True).start()


def _time_limit(execution):
    machine = sfn._state_machines.get(execution["stateMachineArn"])
    seconds = json.loads(machine["definition"]).get("TimeoutSeconds") if machine else None
    if seconds is None:
        return None
    redrives = execution.get("redriveCount", 0)

    def expire():
        if execution["status"] == "RUNNING" and execution.get("redriveCount", 0) == redrives:
            execution.update(status="TIMED_OUT", stopDate=now_iso(), error="States.Timeout", cause=None)
            sfn._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {"error": "States.Timeout"}})
            sfn._emit_execution_status_event(execution)
            _let_go(execution)

    context = contextvars.copy_context()
    return threads.after(seconds, lambda: context.run(expire))


def _let_go(execution):
    tasks.end(execution)
    task_tokens.give_up(execution["executionArn"])


def _redrivable(execution):
    if execution["status"] in UNSUCCESSFUL:
        return {"redriveStatus": "REDRIVABLE"}
    return {"redriveStatus": "NOT_REDRIVABLE",
            "redriveStatusReason": f"Execution is {execution['status']} and cannot be redriven"}


def _payload(name, text):
    included = text is None or len(text) <= LARGEST_EVENT_PAYLOAD
    return {name: text if included else None,
            f"{name}Details": None if text is None and name == "output" else {"included": included}}


patching.rewrite(
    sfn, "_run_execution",
    ("    time.sleep(0.15)\n", "    resumed = execution.pop('resumeAt', None)\n"),
    ("    try:\n        while current_name and execution",
     "    if resumed is not None:\n        current_name, current_input = resumed['state'], json.loads(resumed['input'])\n"
     "    try:\n        while current_name and execution"),
    ('            _add_event(execution, f"{state_type}StateEntered", {',
     '            (_add_event if resumed is None else lambda *_: None)(execution, f"{state_type}StateEntered", {'),
    ("            if state_type == \"Succeed\":\n", "            resumed = None\n            if state_type == \"Succeed\":\n"),
    ("    except Exception as exc:\n        logger.exception(\"Unexpected",
     "    except ExecutionEnded:\n        pass\n    except Exception as exc:\n        logger.exception(\"Unexpected"),
)
sfn.ExecutionEnded = tasks.ExecutionEnded

_run_execution = patching.replace(sfn, "_run_execution", run_execution)
_start_execution = patching.replace(sfn, "_start_execution", start_execution)
_stop_execution = patching.replace(sfn, "_stop_execution", stop_execution)
_fail_execution = patching.replace(sfn, "_fail_execution", fail_execution)
_describe_execution = patching.replace(sfn, "_describe_execution", describe_execution)
_list_executions = patching.replace(sfn, "_list_executions", list_executions)
_handle_request = patching.replace(sfn, "handle_request", handle_request)
_restore = patching.replace(sfn, "_restore_state", restore)
patching.replace(sfn, "_emit_execution_status_event", emit_status_event)
