"""SES and SNS in trouble, for some recipients, as a test or a drill asks for it.

AWS:      takes as many messages a second as the account may send, and refuses some recipients.
Emulator: takes every message.
Gone when: the emulator can be told so.

POST /_local/sending-trouble?to=slow.example&perSecond=1     takes one message a second to addresses that end so (none with 0)
POST /_local/sending-trouble?to=%2B4474&error=OptedOut       refuses numbers (or addresses) that begin (or end) so, with this error
POST /_local/sending-trouble?to=slow.example                 takes them all again
"""

import threading
import time

from ministack.services import ses, sns

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
    """The error (name, message) that a message to this recipient gets now, if any."""
    with _lock:
        for to, trouble in _troubles.items():
            if not (recipient.endswith(to) or recipient.startswith(to)):
                continue
            if "error" in trouble:
                return trouble["error"], trouble["message"]
            second = int(time.time())
            if trouble["second"] != second:
                trouble.update(second=second, taken=0)
            if trouble["taken"] >= trouble["per_second"]:
                return "Throttling", "Maximum sending rate exceeded."
            trouble["taken"] += 1
    return None


def send_email(params):
    for recipient in ses._collect_list(params, "Destination.ToAddresses.member"):
        refusal = _refusal(recipient)
        if refusal is not None:
            return ses._error(*refusal, 400)
    return _send_email(params)


def publish(params):
    number = sns._p(params, "PhoneNumber")
    refusal = _refusal(number) if number else None
    return _publish(params) if refusal is None else sns._error(*refusal, 400)


_send_email = patching.replace(ses, "_send_email", send_email)
_publish = patching.replace(sns, "_publish", publish)
