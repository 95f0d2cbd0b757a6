"""What the local cloud asks of the emulator itself, beside AWS's own interface, under /_local/: which processes run functions, how
the emulator before this one ended, to save the state, before and after a deployment,
and to have trouble with sending (see sending_trouble.py).

On AWS there is nothing of the kind and no need for it. Only local/ and the tests use it.
"""

import asyncio
import json
from urllib.parse import parse_qsl

from bridges import ending, executions, function_workers, saving, sending_trouble


def with_operator_calls(app):
    async def operated(scope, receive, send):
        if scope["type"] == "lifespan":
            return await app(scope, receive, _after_startup(send))
        if scope["type"] != "http":
            return await app(scope, receive, send)
        call = CALLS.get((scope["method"], scope["path"]))
        if call is not None:
            query = dict(parse_qsl(scope.get("query_string", b"").decode()))
            # On the loop, as all calls of services: nothing is half done meanwhile.
            return await _answer(send, 200, json.dumps(call(query)).encode())
        if ending.has_come() and scope["path"].startswith("/_aws/execute-api/"):
            return await _answer(send, 503, b'{"message":"Service Unavailable"}')
        saving.note(scope)
        return await app(scope, receive, send)

    return operated


async def _answer(send, status, body):
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _after_startup(send):
    async def sending(message):
        await send(message)
        if message["type"] == "lifespan.startup.complete":
            executions.resume_interrupted()
            _background.append(asyncio.create_task(saving.save_now_and_then()))

    return sending


_background = []
CALLS = {
    ("GET", "/_local/functions"): lambda _query: function_workers.processes(),
    ("GET", "/_local/before"): lambda _query: saving.before,
    ("POST", "/_local/deploying"): lambda _query: saving.suspend(),
    ("POST", "/_local/checkpoint"): lambda _query: saving.checkpoint(),
    ("POST", "/_local/sending-trouble"): sending_trouble.cause,
}
