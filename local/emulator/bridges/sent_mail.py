"""What SES was really asked to send, with the tags that say for which order.

AWS:      delivers the message, and its events carry the tags.
Emulator: keeps sender, recipients, subject and bodies for inspection, not the tags.
Gone when: the emulator's list of messages shows EmailTags.
"""

import json

from ministack.services import ses, ses_v2

from bridges import patching


async def handle_request(method, path, headers, body, query_params):
    answer = await _handle_request(method, path, headers, body, query_params)
    if method == "POST" and path == "/v2/email/outbound-emails" and answer[0] == 200:
        message_id = json.loads(answer[2])["MessageId"]
        record = next(r for r in reversed(ses._sent_emails_list()) if r["MessageId"] == message_id)
        record["EmailTags"] = {tag["Name"]: tag["Value"] for tag in json.loads(body).get("EmailTags", [])}
    return answer


def messages():
    """Every e-mail that SES took since the emulator started, oldest first."""
    records = [record for entries in ses._sent_emails._data.values() for record in entries]
    return sorted(records, key=lambda record: record["Timestamp"])


_handle_request = patching.replace(ses_v2, "handle_request", handle_request)
