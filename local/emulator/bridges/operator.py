"""What the local cloud asks of the emulator itself, beside AWS's own interface: GET /_local/functions (the processes that run
functions), GET /_local/mail, POST /_local/checkpoint (save the state now; the emulator saves only when it ends in peace) and
POST /_local/sending-trouble (see sending_trouble.py).

On AWS there is nothing of the kind and no need for it. Only local/ and the tests use it.
"""

import asyncio
import json
from urllib.parse import parse_qsl

from ministack import app as emulator
from ministack.core import persistence

from bridges import executions, function_workers, sending_trouble, sent_mail


def with_operator_calls(app):
    async def operated(scope, receive, send):
        if scope["type"] == "lifespan":
            return await app(scope, receive, _after_startup(send, executions.resume_interrupted))
        call = CALLS.get((scope.get("method"), scope.get("path")))
        if call is None:
            return await app(scope, receive, send)
        query = dict(parse_qsl(scope.get("query_string", b"").decode()))
        body = json.dumps(await asyncio.to_thread(call, query)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return operated


def checkpoint(_query):
    persistence.save_all(emulator._build_persistence_save_dict())
    return {}


def _after_startup(send, then):
    async def sending(message):
        await send(message)
        if message["type"] == "lifespan.startup.complete":
            then()

    return sending


CALLS = {
    ("GET", "/_local/functions"): lambda _query: function_workers.processes(),
    ("GET", "/_local/mail"): lambda _query: sent_mail.messages(),
    ("POST", "/_local/checkpoint"): checkpoint,
    ("POST", "/_local/sending-trouble"): sending_trouble.cause,
}
