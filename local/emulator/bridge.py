"""Runs the emulator (MiniStack) on the loopback interface, with the bridges that make it behave as AWS does.

Started by local/emulator.ts, which keeps this process's stdin open: its end means that nobody needs the emulator any more,
however the other side went away, and so the emulator saves its state and ends.

Settings come in the environment: GATEWAY_PORT, STATE_DIR, LOCAL_NODE (the Node.js that runs functions),
LOCAL_FUNCTIONS_DIR (where their code is unpacked), LOCAL_DELIVERIES (where what SES and SNS took is written), LOCAL_SEEN_CALLS
(where it is written which calls the roles' policies have let through) and, if wanted, LOCAL_USAGE (where it is written what AWS
would bill).
"""

import logging
import os
import select
import signal
import sys
import threading
import time

if "FAKETIME" in os.environ:
    # Python sleeps until a moment of the monotonic clock, which libfaketime takes for one of the other clock.
    time.sleep = lambda seconds: select.select([], [], [], seconds)

# Before the emulator is imported: it reads its settings then.
os.environ.update({
    "PERSIST_STATE": "1",
    "S3_PERSIST": "1",
    "S3_DATA_DIR": os.path.join(os.environ["STATE_DIR"], "s3"),
    "MINISTACK_HOST": "127.0.0.1",
    "MINISTACK_REGION": "us-east-1",
    "MINISTACK_ACCOUNT_ID": "000000000000",
    # As many invocations at once as AWS allows a new account; the emulator would take the number from the machine's memory.
    "LAMBDA_ACCOUNT_CONCURRENCY": "1000",
    "LAMBDA_WARM_TTL_SECONDS": "60",
    # Functions act as their roles, and every call is decided by IAM's rules.
    "AUTH": "true",
    # Listeners that this service does not use.
    "SFTP_ENABLED": "0",
    "IOT_MTLS_ENABLED": "0",
    "DOCKER_HOST": "unix:///nonexistent",
})

import asyncio  # noqa: E402
import contextlib  # noqa: E402

import uvicorn  # noqa: E402
from ministack import app as emulator  # noqa: E402

import bridges.alarms  # noqa: E402, F401
import bridges.api_requests  # noqa: E402, F401
import bridges.batching_windows  # noqa: E402, F401
import bridges.composite_alarms  # noqa: E402, F401
import bridges.embedded_metrics  # noqa: E402, F401
import bridges.expressions  # noqa: E402, F401
import bridges.function_workers  # noqa: E402, F401
import bridges.garbage  # noqa: E402, F401
import bridges.http_api  # noqa: E402, F401
import bridges.tasks  # noqa: E402, F401
import bridges.task_tokens  # noqa: E402, F401
import bridges.executions  # noqa: E402, F401
import bridges.open_connections  # noqa: E402, F401
import bridges.express  # noqa: E402, F401
import bridges.sent_mail  # noqa: E402, F401
import bridges.raw_mail  # noqa: E402, F401
import bridges.stream_failures  # noqa: E402, F401
import bridges.parsed_policies  # noqa: E402, F401
import bridges.permissions  # noqa: E402, F401
import bridges.retention  # noqa: E402, F401
import bridges.generated_secrets  # noqa: E402, F401
import bridges.secret_arns  # noqa: E402, F401
import bridges.seen_calls  # noqa: E402, F401
import bridges.sending_trouble  # noqa: E402, F401
import bridges.stream_pace  # noqa: E402, F401
import bridges.stream_records  # noqa: E402, F401
import bridges.user_pools  # noqa: E402, F401
import bridges.without_effect  # noqa: E402, F401
from bridges import ending, operator, saving, usage  # noqa: E402

# What still runs then is cut off, and runs again after the next start.
PATIENCE_SECONDS = 10
# The listener waits for connections that clients have left open, and for calls that cannot be cancelled: not for ever.
CLOSING_SECONDS = 30


def end_with_parent():
    while sys.stdin.buffer.read(1 << 16):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


class Listener(uvicorn.Server):
    """Serves the emulator's HTTP. Its own server, Hypercorn, parses in Python and takes as long for a request as all the rest."""

    @contextlib.contextmanager
    def capture_signals(self):
        # We decide what a signal means.
        yield


async def close_when_asked(listener):
    """Closes the listener when somebody has asked for the end and no function needs the listener any more."""
    asked = asyncio.Event()
    for asking in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(asking, asked.set)
    threading.Thread(target=end_with_parent, daemon=True).start()
    await asked.wait()
    ending.begin()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(process["busy"] for process in bridges.function_workers.processes()) and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    threading.Thread(target=end_anyway, daemon=True).start()
    listener.should_exit = True


def end_anyway():
    time.sleep(CLOSING_SECONDS)
    logging.getLogger("ending").warning("some calls did not end; they are cut off")
    saving.save_at_the_end({})
    end()


def end():
    # All is saved. The threads of what waits and the processes of functions, which are of this process's group, end with it.
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    bridges.function_workers.end_all()
    os._exit(0)


async def serve():
    app = operator.with_operator_calls(usage.with_usage(emulator.app))
    config = uvicorn.Config(app, host="127.0.0.1", port=int(os.environ["GATEWAY_PORT"]), http="httptools", ws="wsproto", lifespan="on",
                            timeout_keep_alive=75, timeout_graceful_shutdown=2, access_log=False, log_config=None,
                            proxy_headers=False, server_header=False, date_header=False)
    listener = Listener(config)
    closing = asyncio.create_task(close_when_asked(listener))
    await listener.serve()
    closing.cancel()


def main():
    saving.take_over()
    asyncio.run(serve())
    end()


if __name__ == "__main__":
    main()
