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
_one_of_many = re.compile(r"(:execution:[^:]+:|/@connections/|:s3:::[^/]+/).*")


def evaluate(ctx, *policies):
    result = _evaluate(ctx, *policies)
    # What a test lets through is no right of the service's.
    if result.decision == "Allow" and ":assumed-role/" in ctx.principal_arn and result.matched_sid != "OfATest":
        _keep(ctx.principal_arn.split("/")[1], ctx.action, ctx.resource_arn)
    return result


def _keep(role, action, resource):
    # One line for all executions, connections and objects; and a telephone number is nobody's business.
    resource = _one_of_many.sub(r"\1any", resource) if resource.startswith("arn:") else "*"
    call = (role, action, resource)
    with _lock:
        if call in _seen:
            return
        _seen.add(call)
        with open(_file, "a") as file:
            file.write(json.dumps({"role": role, "action": action, "resource": resource}) + "\n")


_evaluate = patching.replace(iam_evaluator, "evaluate", evaluate)
