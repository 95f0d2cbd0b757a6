"""Task tokens of `.waitForTaskToken`: one a try, answered once, and unknown ones refused as on AWS.

AWS:      each try of a task has a new token. The first answer counts; afterwards, or once the task has ended, the answer is
          TaskTimedOut. What was never a token is InvalidToken, output that is not JSON is InvalidOutput.
Emulator: one token for all tries; later answers overwrite the first; everything else is TaskDoesNotExist.
Gone when: the emulator does the same.
"""

import base64
import hashlib
import json
import secrets
import threading

from ministack.core.responses import error_response_json, json_response
from ministack.services import stepfunctions

from bridges import patching

_lock = threading.Lock()
_waiting = {}


class Callback:
    """A try that waits for its answer. `outcome` is ('success', output), ('failure', error, cause) or ('ended',)."""

    def __init__(self, execution_arn):
        # The machine's ARN is in it, because the right to answer is the right to this machine, also when nobody waits any more.
        content = f"{_machine_arn(execution_arn)} {secrets.token_hex(16)}"
        self.execution_arn = execution_arn
        self.token = base64.b64encode(f"{content}.{_seal(content)}".encode()).decode()
        self.answered = threading.Event()
        self.outcome = None
        with _lock:
            _waiting[self.token] = self

    def wait(self, seconds):
        """The outcome, or nothing when `seconds` have passed without one; no answer counts afterwards."""
        self.answered.wait(seconds)
        with _lock:
            _waiting.pop(self.token, None)
            return self.outcome

    def answer(self, outcome):
        self.outcome = outcome
        self.answered.set()


def give_up(execution_arn):
    """Wakes what still waits on behalf of an execution that has ended."""
    with _lock:
        for callback in [c for c in _waiting.values() if c.execution_arn == execution_arn]:
            del _waiting[callback.token]
            callback.answer(("ended",))


def send_task_success(data):
    try:
        json.loads(data.get("output", ""))
    except (TypeError, ValueError):
        return error_response_json("InvalidOutput", "Invalid Output: 'Invalid JSON'", 400)
    return _answer(data, ("success", data["output"]), _send_task_success)


def send_task_failure(data):
    return _answer(data, ("failure", data.get("error") or "", data.get("cause") or ""), _send_task_failure)


def send_task_heartbeat(data):
    return _answer(data, None, _send_task_heartbeat)


def _answer(data, outcome, for_activities):
    token = data.get("taskToken") or ""
    if token in stepfunctions._task_tokens:
        return for_activities(data)
    with _lock:
        callback = _waiting.get(token)
        if callback is not None:
            if outcome is not None:
                del _waiting[token]
                callback.answer(outcome)
            return json_response({})
    if machine_of(token) is not None:
        return error_response_json("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'", 400)
    return error_response_json("InvalidToken", "Invalid Token: 'Invalid token'", 400)


def machine_of(token):
    """The ARN of the state machine whose task this token was made for, or nothing for what is not one of our tokens."""
    try:
        content, seal = base64.b64decode(token, validate=True).decode().rsplit(".", 1)
    except ValueError:
        return None
    return content.split(" ")[0] if secrets.compare_digest(seal, _seal(content)) else None


def _machine_arn(execution_arn):
    return execution_arn.rsplit(":", 1)[0].replace(":execution:", ":stateMachine:")


def _seal(content):
    return hashlib.sha256(f"task token {content}".encode()).hexdigest()[:16]


_send_task_success = patching.replace(stepfunctions, "_send_task_success", send_task_success)
_send_task_failure = patching.replace(stepfunctions, "_send_task_failure", send_task_failure)
_send_task_heartbeat = patching.replace(stepfunctions, "_send_task_heartbeat", send_task_heartbeat)
