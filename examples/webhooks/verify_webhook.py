"""Verifies deliveries of webhooks as Standard Webhooks 1.0 has it. Python 3.10 or newer, nothing else."""

import base64
import hmac
import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any


class WebhookRefused(Exception):
    """The delivery is not to be worked on: answer 401."""


def verify_webhook(
    headers: Mapping[str, str],
    body: bytes,
    secrets: Sequence[str],
    tolerance_seconds: int = 300,
    now: float | None = None,
) -> dict[str, Any]:
    """Returns the event in a delivery, once it is sure that the service sent it, lately.

    The body is the bytes as they came; the secrets are `whsec_…`, two while one is replaced.
    """
    message, timestamp, signatures = (headers.get(f"webhook-{name}") for name in ("id", "timestamp", "signature"))
    if not message or not signatures or not re.fullmatch("[0-9]{1,12}", timestamp or ""):
        raise WebhookRefused("The headers webhook-id, webhook-timestamp and webhook-signature are needed.")
    if abs((time.time() if now is None else now) - int(timestamp)) > tolerance_seconds:
        raise WebhookRefused("It is too old, or its time is ahead of ours.")

    signed = f"{message}.{timestamp}.".encode() + body
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        if not key:
            raise ValueError("The secret is empty.")
        expected = b"v1," + base64.b64encode(hmac.digest(key, signed, "sha256"))
        # In constant time: how long a comparison takes must not tell how much of a signature fits.
        if any(hmac.compare_digest(expected, signature.encode()) for signature in signatures.split(" ")):
            return json.loads(body)
    raise WebhookRefused("No signature fits.")
