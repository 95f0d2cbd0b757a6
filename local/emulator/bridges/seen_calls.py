"""Which calls the policies of roles have let through: each role, action and resource once, in a file.

AWS:      CloudTrail and IAM's "last accessed" say it.
Emulator: decides each call, and says of refused ones only.
Here:     each is a line of JSON in LOCAL_SEEN_CALLS. A test compares them with what is granted (test/stack/rights.test.ts).
Gone when: the emulator keeps a trail.
"""

import json
import os
import re
import threading

from ministack.core import iam_evaluator

from bridges import patching

_file = os.environ["LOCAL_SEEN_CALLS"]
_lock = threading.Lock()
_seen = set()


def evaluate(ctx, *policies):
    result = _evaluate(ctx, *policies)
    if result.decision == "Allow" and ":assumed-role/" in ctx.principal_arn:
        _keep(ctx.principal_arn.split("/")[1], ctx.action, ctx.resource_arn)
    return result


def _keep(role, action, resource):
    # One line for all executions; and a telephone number is nobody's business.
    resource = re.sub(r":execution:([^:]+):.*", r":execution:\1:any", resource) if resource.startswith("arn:") else "*"
    call = (role, action, resource)
    with _lock:
        if call in _seen:
            return
        _seen.add(call)
        with open(_file, "a") as file:
            file.write(json.dumps({"role": role, "action": action, "resource": resource}) + "\n")


_evaluate = patching.replace(iam_evaluator, "evaluate", evaluate)
