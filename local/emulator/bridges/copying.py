"""What each order passes through copies its records quickly, and not at all where nothing could change them meanwhile.

Emulator: copies with `copy.deepcopy`, which asks for every string whether it has been there before: for an item some ten times,
          and for the whole state whenever it is saved.
Gone when: the emulator copies less.
"""

import contextlib
import copy
import threading

from ministack.services import cloudwatch, cloudwatch_logs, dynamodb, stepfunctions

from bridges import patching

ATOMS = frozenset((str, int, float, bool, bytes, type(None)))

_thread = threading.local()


class Copying:
    """Stands for the module `copy` in a service."""

    def __getattr__(self, name):
        return getattr(copy, name)

    def deepcopy(self, value, memo=None):
        return value if getattr(_thread, "needs_no_copies", False) else _copied(value)


def _copied(value):
    kind = type(value)
    if kind is dict:
        return {key: item if type(item) in ATOMS else _copied(item) for key, item in value.items()}
    if kind is list:
        return [item if type(item) in ATOMS else _copied(item) for item in value]
    return value if kind in ATOMS else copy.deepcopy(value)


@contextlib.contextmanager
def without_copies():
    """For who writes down at once what these services give as copies of their records."""
    _thread.needs_no_copies = True
    try:
        yield
    finally:
        _thread.needs_no_copies = False


for _service in (cloudwatch, cloudwatch_logs, dynamodb, stepfunctions):
    patching.replace(_service, "copy", Copying())
