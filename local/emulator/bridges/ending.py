"""The local cloud can be put out, which AWS never is: nothing fails, and nothing is tried in vain, because of that.

Once the end has come, no step, queue, stream or schedule calls a function any more, and the API says that it is away; what runs is
waited for while the endpoints that it needs still answer. What is held goes on after the next start.

AWS:      has no end.
Emulator: closes its listener while functions run, so that they use up their retries against nobody.
"""

import threading

from ministack.services import lambda_svc

from bridges import patching

# A function that another one calls: its caller cannot come to an end without it.
NESTED_CALL = "ministack-lambda-invoke"
_come = threading.Event()


def begin():
    _come.set()
    # Nothing may be taken from a queue or a stream that nobody will deal with.
    for poll in ("_poll_sqs", "_poll_kinesis", "_poll_dynamodb_streams"):
        patching.replace(lambda_svc, poll, hold)


def has_come():
    return _come.is_set()


def hold():
    """Keeps the thread that would begin something, or take a broken call for a failure, until the process is gone."""
    if _come.is_set() and threading.current_thread().name != NESTED_CALL:
        threading.Event().wait()

