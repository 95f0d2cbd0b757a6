"""A raw e-mail goes the way of any other: refused, kept, told of and relayed alike.

AWS:      SendRawEmail differs from SendEmail only in who composes the message.
Emulator: takes it by another way, which forgets the configuration set, and looks for the bodies where it does not put them.
Here:     it is read, and sent as its parts.
Gone when: the emulator sends both alike.
"""

import base64
import email
import email.policy

from ministack.services import ses

from bridges import patching

HEADERS = ("List-Unsubscribe", "List-Unsubscribe-Post", "In-Reply-To", "References", "Auto-Submitted")


def send_raw_email(params):
    message = email.message_from_bytes(base64.b64decode(ses._p(params, "RawMessage.Data")), policy=email.policy.default)
    body = lambda kind: message.get_body((kind,))  # noqa: E731
    recipients = ses._collect_list(params, "Destinations.member")
    answer = ses._send_email({
        **{name: values for name, values in params.items() if name.startswith(("Tags.", "ConfigurationSetName"))},
        "Source": [ses._p(params, "Source") or message["From"]],
        **{f"Destination.ToAddresses.member.{index + 1}": [address] for index, address in enumerate(recipients)},
        "ReplyToAddresses.member.1": [message["Reply-To"] or ""],
        "Message.Subject.Data": [message["Subject"]],
        "Message.Body.Text.Data": [body("plain").get_content()],
        "Message.Body.Html.Data": [body("html").get_content()],
        **{f"Headers.{name}": [message[name]] for name in HEADERS if message[name]},
    })
    return answer[0], answer[1], answer[2].replace(b"SendEmail", b"SendRawEmail")


_send_raw_email = patching.replace(ses, "_send_raw_email", send_raw_email)
