"""What runs beside the loop takes a thread that has nothing to do, if there is one: each order needs some ten, and they are dear.

Emulator: starts a thread for each invocation and execution.
Gone when: the emulator keeps its threads.
"""

import concurrent.futures
import logging
import threading

from ministack import app as emulator
from ministack.core import concurrency
from ministack.services import stepfunctions

from bridges import patching

logger = logging.getLogger("threads")

# It starts a thread whenever none is idle: what runs may wait for what comes after it.
_threads = concurrent.futures.ThreadPoolExecutor(max_workers=1_000_000)


class Thread:
    """What is used of threading.Thread, on a thread that is kept."""

    def __init__(self, *, target, args=(), daemon=True, name=None):
        self._call = target, args
        self._name = name or "kept"
        self._future = None

    def start(self):
        self._future = _threads.submit(self._run)

    def join(self, timeout=None):
        concurrent.futures.wait([self._future], timeout)

    def is_alive(self):
        return self._future is not None and not self._future.done()

    def _run(self):
        threading.current_thread().name = self._name
        target, args = self._call
        try:
            target(*args)
        except Exception:
            logger.exception("%s ended with an error", self._name)


class Threading:
    """Stands for the module `threading` in another."""

    Thread = Thread

    def __getattr__(self, name):
        return getattr(threading, name)


def after(seconds, call):
    """Calls on the loop when so much time has passed. Answers what calls that off; both are for any thread."""
    loop = emulator._MAIN_LOOP
    timers = []
    loop.call_soon_threadsafe(lambda: timers.append(loop.call_later(seconds, call)))
    return lambda: loop.call_soon_threadsafe(lambda: timers[0].cancel())


for _module in (concurrency, stepfunctions):
    patching.replace(_module, "threading", Threading())
