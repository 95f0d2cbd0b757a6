"""A call needs a right to what it is about, and comes over TLS.

AWS:      SendTaskSuccess and SendTaskFailure are about the state machine whose task has the token. SES's SendEmail and SendRawEmail
          are about the sender's identity and the configuration set, and `ses:FromAddress` is who sends. Every call has `aws:SecureTransport`.
Emulator: with AUTH=true it decides each call by its caller's role, but a task token is about `*`, an e-mail is about `*` and from
          nobody, and nothing comes over TLS.
Gone when: the emulator does the same, and can be told to take its transport for safe.
"""

import contextvars
import json
from email.utils import parseaddr

from ministack import app as emulator
from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import ses, ses_v2

from bridges import patching, task_tokens
from bridges.forms import parse_qs

SEND_EMAIL = {"SendEmail": "ses:SendEmail", "SendRawEmail": "ses:SendRawEmail"}
SEND_TASK = ("AWSStepFunctions.SendTaskSuccess", "AWSStepFunctions.SendTaskFailure", "AWSStepFunctions.SendTaskHeartbeat")


def pin_request_origin(source_ip, _secure_transport):
    _pin_request_origin(source_ip, True)


def extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
    if service == "states" and headers.get("x-amz-target") in SEND_TASK:
        return task_tokens.machine_of(json.loads(body)["taskToken"])
    return _extract_resource_arn(service, method, path, headers, body, query_params, region, account_id)


def extract_iam_action(service, method, path, headers, body, query_params):
    # What is no token is about no state machine: AWS says InvalidToken, whatever the caller's rights.
    if service == "states" and headers.get("x-amz-target") in SEND_TASK:
        if task_tokens.machine_of(json.loads(body).get("taskToken") or "") is None:
            return None
    # The emulator would ask about one resource only: handle_ses_request asks about each.
    action = _extract_iam_action(service, method, path, headers, body, query_params)
    return None if action in SEND_EMAIL.values() else action


async def handle_ses_request(method, path, headers, body, query_params):
    email = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    action = SEND_EMAIL.get(email.get("Action"))
    if action is not None:
        sender = parseaddr(email.get("Source", ""))[1]
        for resource in _resources_of_email(sender, email.get("ConfigurationSetName")):
            denied = emulator._enforce_data_plane("ses", action, headers, query_params, new_uuid(),
                                                  resource_arn=resource, service_context={"ses:FromAddress": sender},
                                                  named_resource=resource)
            if denied:
                return denied
    return await _handle_ses_request(method, path, headers, body, query_params)


def _resources_of_email(sender, configuration_set):
    # The address, where it is an identity of its own; else its domain.
    identity = sender if sender in ses._identities or sender in ses_v2._identities else sender.rpartition("@")[2]
    prefix = f"arn:aws:ses:{get_region()}:{get_account_id()}"
    yield f"{prefix}:identity/{identity}"
    if configuration_set:
        yield f"{prefix}:configuration-set/{configuration_set}"


# The default is for deliveries of rules and alarms, which no request led to.
patching.replace(iam_evaluator, "_request_origin", contextvars.ContextVar("origin", default=("127.0.0.1", True)))
_pin_request_origin = patching.replace(emulator, "pin_request_origin", pin_request_origin)
_extract_resource_arn = patching.replace(iam_actions, "extract_resource_arn", extract_resource_arn)
_extract_iam_action = patching.replace(iam_actions, "extract_iam_action", extract_iam_action)
_handle_ses_request = patching.replace(ses, "handle_request", handle_ses_request)
