"""What becomes of an e-mail that SES took is told on the default bus, as the event destinations of its configuration set want it.

AWS:      SES publishes each event to EventBridge, in any order, and mails to its mailbox simulator have the ends that one knows
          (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html): success@, ooto@, bounce@, complaint@ and
          suppressionlist@simulator.amazonses.com, each also with a +label.
Emulator: knows those ends, but only as notifications to a topic of the sender's identity; it publishes no events.
Here:     every other mail is delivered.
Gone when: the emulator publishes to event destinations.
"""

import json
from datetime import datetime, timezone
from email.utils import parseaddr

from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge, ses, ses_v2

from bridges import threads

# Long enough that whoever sent the mail has usually heard so.
DELAY_SECONDS = 0.3

DETAIL_TYPES = {
    "Bounce": "Email Bounced",
    "Complaint": "Email Complaint Received",
    "Delivery": "Email Delivered",
}


def follow(record, tags):
    """Tells what becomes of an e-mail, a little later."""
    wanted = _wanted(record.get("ConfigurationSetName"))
    events = [(kind, recipient, subtype)
              for recipient in (parseaddr(address)[1] for address in record["To"] + record["CC"] + record["BCC"])
              for kind, subtype in _ends_of(recipient) if kind.upper() in wanted]
    if events:
        mail = _mail(record, tags)
        threads.after(DELAY_SECONDS, lambda: [_publish(mail, *event) for event in events])


def _wanted(configuration_set):
    """The kinds of events that the set sends to the bus."""
    destinations = (ses_v2._config_sets.get(configuration_set) or {}).get("EventDestinations") or {}
    return {kind for destination in destinations.values()
            if destination.get("Enabled") and destination.get("EventBridgeDestination")
            for kind in destination.get("MatchingEventTypes") or []}


def _ends_of(recipient):
    local, _, domain = recipient.lower().partition("@")
    delivered = (("Delivery", None),)
    if domain != ses._SIMULATOR_DOMAIN:
        return delivered
    return ses._SIMULATOR_OUTCOMES.get(local.split("+")[0], delivered)


def _mail(record, tags):
    """What every event says of the mail (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html)."""
    sender = parseaddr(record["Source"])[1]
    destination = record["To"] + record["CC"] + record["BCC"]
    return {
        "timestamp": _iso(record["Timestamp"]),
        "source": record["Source"],
        "sourceArn": f"arn:aws:ses:{get_region()}:{get_account_id()}:identity/{sender}",
        "sendingAccountId": get_account_id(),
        "messageId": record["MessageId"],
        "destination": destination,
        "headersTruncated": False,
        "headers": [{"name": name, "value": value} for name, value in
                    (("From", record["Source"]), ("To", ", ".join(record["To"])), ("Subject", record["Subject"]))],
        "commonHeaders": {"from": [record["Source"]], "to": record["To"], "messageId": record["MessageId"],
                          "subject": record["Subject"]},
        "tags": {"ses:configuration-set": [record["ConfigurationSetName"]], "ses:source-ip": ["127.0.0.1"],
                 "ses:from-domain": [sender.rpartition("@")[2]], "ses:caller-identity": ["local"],
                 **{name: [value] for name, value in tags.items()}},
    }


def _publish(mail, kind, recipient, subtype):
    now = _iso(datetime.now(timezone.utc).timestamp())
    detail = {"eventType": kind, "mail": mail, **ses._notification_detail(kind, recipient, now, subtype)}
    entry = {"Source": "aws.ses", "DetailType": DETAIL_TYPES[kind], "Detail": json.dumps(detail), "Resources": []}
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)


def _iso(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
