"""What SES and SNS were asked to deliver, with the tags that say for which order, and where answers go, in a file that outlives the emulator.

AWS:      delivers it, and SES's events carry the tags.
Emulator: keeps e-mails and short messages in memory, without the tags and Reply-To; drops what goes to a topic's e-mail subscribers.
Here:     each is a line of JSON in LOCAL_DELIVERIES before its sender hears that it was taken.
Gone when: the emulator's list of messages shows both, and is kept.
"""

import json
import os
import re
import threading
import time

from ministack.services import ses, sns

from bridges import email_events, patching, retention

KEPT_MESSAGES = 100

_file = os.environ["LOCAL_DELIVERIES"]
_lock = threading.Lock()


def send_email(params):
    answer = _send_email(params)
    if answer[0] == 200:
        emails = ses._sent_emails_list()
        record = next(r for r in reversed(emails) if r["MessageId"] in answer[2].decode())
        tags = _tags(params)
        reply_to = ses._collect_list(params, "ReplyToAddresses.member")
        headers = {name.removeprefix("Headers."): ses._p(params, name) for name in params if name.startswith("Headers.")}
        _keep({"Kind": "email", **record, "EmailTags": tags, "ReplyTo": reply_to, "Headers": headers})
        email_events.follow(record, tags)
        retention.last(emails, KEPT_MESSAGES)
    return answer


def _tags(params):
    names = [key for key in params if re.fullmatch(r"Tags\.member\.\d+\.Name", key)]
    return {ses._p(params, name): ses._p(params, name.removesuffix("Name") + "Value") for name in names}


class ShortMessages(list):
    """The emulator's list of one number's messages. A copy of it, as each save of the state makes one, sends nothing."""

    def __reduce_ex__(self, protocol):
        return list, (list(self),)

    def append(self, record):
        _keep({"Kind": "sms", "Timestamp": time.time(), **record})
        super().append(record)
        retention.last(self, KEPT_MESSAGES)


def sms_log_for(phone_number):
    records = _sms_log_for(phone_number)
    if not isinstance(records, ShortMessages):
        records = sns._sms_messages[phone_number] = ShortMessages(records)
    return records


def fanout(topic_arn, msg_id, message, subject, *others, **named):
    _keep({"Kind": "topic", "Timestamp": time.time(), "MessageId": msg_id, "Topic": topic_arn, "Subject": subject,
           "Message": message})
    return _fanout(topic_arn, msg_id, message, subject, *others, **named)


def _keep(record):
    with _lock, open(_file, "a") as file:
        file.write(json.dumps(record) + "\n")


_send_email = patching.replace(ses, "_send_email", send_email)
_sms_log_for = patching.replace(sns, "_sms_log_for", sms_log_for)
_fanout = patching.replace(sns, "_fanout", fanout)
