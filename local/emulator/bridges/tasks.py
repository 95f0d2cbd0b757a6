"""Task states (JSONata) are tried, retried and recorded as on AWS.

AWS:      a function that fails under `.waitForTaskToken` fails the task with the function's error. Retry honours
          MaxDelaySeconds and JitterStrategy. A task that exceeds TimeoutSeconds ends with States.Timeout, and a wait for a
          token counts from the start of the try. An execution that has been stopped tries nothing more. The history shows
          TaskScheduled, TaskStarted, TaskSubmitted, TaskSucceeded, TaskFailed and TaskTimedOut.
Emulator: swallows the function's error and waits for a token that nobody will answer; ignores the cap and the jitter; goes
          on retrying for an execution that was stopped; shows fewer events.
Gone when: the emulator does the same.
"""

import contextvars
import json
import random
import threading
import time

from ministack.services import stepfunctions as sfn

from bridges import ending, patching, service_callers, threads
from bridges.task_tokens import Callback

WAIT_FOR_TOKEN = ".waitForTaskToken"
NINETY_NINE_DAYS = 99 * 24 * 3600
_ended = {}


class ExecutionEnded(Exception):
    """The execution was stopped or timed out while one of its tasks ran."""


def execute_task(state, raw_input, execution, ctx):
    """Runs a Task state until it succeeds, is caught, or fails; answers (output, name of the next state)."""
    if not _is_ours(state, execution, ctx):
        return _emulators_own(state, raw_input, execution, ctx)
    tries = {}
    while True:
        ctx["State"]["RetryCount"] = sum(tries.values())
        try:
            result = _try(state, raw_input, execution, ctx)
            output = sfn._apply_jsonata_output(state, raw_input, ctx, result=result, default=result)
            sfn._apply_state_assign(state, raw_input, ctx, result=result)
            return output, sfn._next_or_end(state)
        except sfn._ExecutionError as error:
            ending.hold()
            if execution["status"] != "RUNNING":
                raise ExecutionEnded() from error
            retrier, index = sfn._find_matching_retrier(state.get("Retry", []), error.error, tries)
            if retrier is None:
                return _caught(state, raw_input, ctx, error)
            tries[index] = tries.get(index, 0) + 1
            if _ending(execution).wait(delay(retrier, tries[index])):
                raise ExecutionEnded() from error


def delay(retrier, attempt, fraction=random.random):
    """Seconds before the `attempt`th retry (1 is the first)."""
    seconds = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2.0) ** (attempt - 1)
    seconds = min(seconds, retrier.get("MaxDelaySeconds", NINETY_NINE_DAYS))
    return seconds * fraction() if retrier.get("JitterStrategy") == "FULL" else seconds


def end(execution):
    """Lets the tasks of an execution that is no longer RUNNING stop waiting."""
    _ending(execution).set()


def begin(execution):
    """Forgets the end of an earlier run of the same execution."""
    _ended.pop(execution["executionArn"], None)


def _ending(execution):
    return _ended.setdefault(execution["executionArn"], threading.Event())


def _is_ours(state, execution, ctx):
    return (sfn._state_query_language(state, ctx) == "JSONata" and execution is not None
            and ":activity:" not in state.get("Resource", "") and not execution.get("testCase"))


def _try(state, raw_input, execution, ctx):
    resource = state["Resource"]
    waits = resource.endswith(WAIT_FOR_TOKEN)
    callback = Callback(execution["executionArn"]) if waits else None
    if waits:
        ctx["Task"] = {"Token": callback.token}
    seconds = state.get("TimeoutSeconds", NINETY_NINE_DAYS)
    if isinstance(seconds, str):
        seconds = sfn._jsonata_state_field(state, "TimeoutSeconds", "number", raw_input, ctx)
    deadline = time.monotonic() + seconds
    described = _described(resource)
    try:
        arguments = sfn._apply_jsonata_arguments(state, raw_input, ctx)
        _record(execution, "TaskScheduled", described, parameters=json.dumps(arguments), region="us-east-1",
                **({"timeoutInSeconds": seconds} if "TimeoutSeconds" in state else {}))
        _record(execution, "TaskStarted", described)
        try:
            if "FunctionName" in arguments:
                service_callers.demand_right_to_call(execution["stateMachineArn"], arguments["FunctionName"])
            result = _bounded(seconds, sfn._invoke_resource, resource.removesuffix(WAIT_FOR_TOKEN), arguments)
        except sfn._ExecutionError:
            # A token that was answered before its function failed has been answered.
            if callback is None or callback.outcome is None:
                raise
            result = None
        if waits:
            _record(execution, "TaskSubmitted", described, output=json.dumps(result))
            result = _awaited(callback, deadline)
        _record(execution, "TaskSucceeded", described, output=json.dumps(result))
        return result
    except sfn._ExecutionError as error:
        event = "TaskTimedOut" if error.error == "States.Timeout" else "TaskFailed"
        if execution["status"] == "RUNNING":
            _record(execution, event, described, error=error.error, cause=error.cause)
        raise
    finally:
        if callback is not None:
            callback.wait(0)


def _bounded(seconds, call, *arguments):
    """What `call` answers, or States.Timeout; as on AWS, the call itself is not stopped."""
    answer = {}
    context = contextvars.copy_context()

    def run():
        try:
            answer["result"] = context.run(call, *arguments)
        except BaseException as error:
            answer["error"] = error

    thread = threads.Thread(target=run)
    thread.start()
    thread.join(seconds)
    if "error" in answer:
        raise answer["error"]
    if "result" not in answer:
        raise sfn._ExecutionError("States.Timeout", "")
    return answer["result"]


def _awaited(callback, deadline):
    outcome = callback.wait(max(0.0, deadline - time.monotonic()))
    if outcome is None:
        raise sfn._ExecutionError("States.Timeout", "")
    if outcome[0] == "ended":
        raise ExecutionEnded()
    if outcome[0] == "failure":
        raise sfn._ExecutionError(outcome[1], outcome[2])
    return json.loads(outcome[1])


def _caught(state, raw_input, ctx, error):
    catcher = sfn._find_matching_catcher(state.get("Catch", []), error.error)
    if catcher is None:
        raise error
    output = sfn._apply_catcher(catcher, raw_input, ctx, "JSONata", {"Error": error.error, "Cause": error.cause})
    return output, catcher["Next"]


def _described(resource):
    """`arn:aws:states:::lambda:invoke.waitForTaskToken` is the resource `invoke.waitForTaskToken` of type `lambda`."""
    parts = resource.split(":::", 1)[-1].split(":")
    return {"resourceType": parts[0], "resource": ":".join(parts[1:]) or resource}


def _record(execution, event, described, **details):
    sfn._add_event(execution, event, {f"{event[0].lower()}{event[1:]}EventDetails": {**described, **details}})


_emulators_own = patching.replace(sfn, "_execute_task", execute_task)
