"""SES and SNS in trouble, for some recipients, as a test or a drill asks for it.

AWS:      takes as many messages a second as the account may send, and refuses some recipients.
Emulator: takes every message.
Gone when: the emulator can be told so.

POST /_local/sending-trouble?to=slow.example&perSecond=1     takes one message a second to addresses that end so (none with 0)
POST /_local/sending-trouble?to=%2B4474&error=OptedOut       refuses numbers (or addresses) that begin (or end) so, with this error
POST /_local/sending-trouble?to=slow.example                 takes them all again
"""

import json
import threading
import time

from ministack.services import ses_v2, sns

from bridges import patching

_troubles = {}
_lock = threading.Lock()


def cause(query):
    to = query["to"]
    with _lock:
        _troubles.pop(to, None)
        if "perSecond" in query:
            _troubles[to] = {"per_second": int(query["perSecond"]), "second": 0, "taken": 0}
        elif "error" in query:
            _troubles[to] = {"error": query["error"], "message": query.get("message", "refused")}
    return {}


def _refusal(recipient):
    """The error (status, name, message) that a message to this recipient gets now, if any."""
    with _lock:
        for to, trouble in _troubles.items():
            if not (recipient.endswith(to) or recipient.startswith(to)):
                continue
            if "error" in trouble:
                return 400, trouble["error"], trouble["message"]
            second = int(time.time())
            if trouble["second"] != second:
                trouble.update(second=second, taken=0)
            if trouble["taken"] >= trouble["per_second"]:
                return 429, "TooManyRequestsException", "Maximum sending rate exceeded."
            trouble["taken"] += 1
    return None


async def handle_request(method, path, headers, body, query_params):
    if method == "POST" and path == "/v2/email/outbound-emails":
        for recipient in json.loads(body).get("Destination", {}).get("ToAddresses", []):
            refusal = _refusal(recipient)
            if refusal is not None:
                status, name, message = refusal
                return ses_v2._json_err(name, message, status)
    return await _handle_request(method, path, headers, body, query_params)


def publish(params):
    number = sns._p(params, "PhoneNumber")
    refusal = _refusal(number) if number else None
    if refusal is None:
        return _publish(params)
    status, name, message = refusal
    return sns._error("Throttling" if status == 429 else name, message, status)


_handle_request = patching.replace(ses_v2, "handle_request", handle_request)
_publish = patching.replace(sns, "_publish", publish)
