"""The open connections of a WebSocket API cost nothing while nothing is sent.

AWS:      holds them, by the million.
Emulator: looks twice a second, for each, whether there is something to send: a thousand open pages take half of a core.
Here:     each waits until there is.
Gone when: the emulator waits.
"""

from ministack.services import apigateway

from bridges import patching

patching.rewrite(
    apigateway,
    "handle_websocket",
    ("asyncio.wait_for(outbox.get(), timeout=0.5)", "outbox.get()"),
    # What it waits for at the end, too.
    ("            close_event.set()\n", "            close_event.set()\n            outbox.put_nowait(None)\n"),
)
