"""The state is saved while the emulator runs, so that a `kill -9` costs the last seconds only, and the next start says so.

AWS:      keeps what it has answered.
Emulator: saves when it ends in peace, and only logs what it could not save.
Here:     some seconds after a change, all services at one moment (on the loop that answers their calls), as long as that takes no
          more than a fiftieth of the time. A deployment is saved when it is complete, or not at all.
Gone when: the emulator keeps a journal.
"""

import asyncio
import fcntl
import json
import logging
import os
import shutil
import threading
import time

from ministack import app as emulator
from ministack.core import persistence
from ministack.services import sqs

from bridges import copying, patching

logger = logging.getLogger("saving")

PAUSE_SECONDS = 5
SHARE_OF_TIME = 50
READS = ("Get", "List", "Describe", "Query", "Scan", "BatchGet", "TransactGet")

_folder = os.environ["STATE_DIR"]
_mark = os.path.join(_folder, "saved.json")
_texts = {}
_changed = False
_deploying = False
_lock = None
_writing = threading.Lock()
_written = 0.0


def take_over():
    """Waits until an earlier emulator on the same folder has saved and is gone, and says how it ended."""
    global _lock, before
    os.makedirs(_folder, exist_ok=True)
    _lock = open(os.path.join(_folder, "lock"), "w")
    fcntl.flock(_lock, fcntl.LOCK_EX)
    try:
        with open(_mark) as file:
            before = json.load(file)
    except (OSError, ValueError):
        before = {"at": None, "complete": True}
    _say(before["at"], complete=False)
    _forget_bucket_of_half_a_deployment()


def _forget_bucket_of_half_a_deployment():
    """Buckets are on disk at once: one whose stack was never saved would be in the way of the next deployment."""
    try:
        with open(os.path.join(_folder, "cloudformation.json")) as file:
            saved = file.read()
    except OSError:
        saved = ""
    if "CDKToolkit" not in saved:
        shutil.rmtree(os.environ["S3_DATA_DIR"], ignore_errors=True)


def note(scope):
    """A call came in; most change something."""
    global _changed
    operation = dict(scope["headers"]).get(b"x-amz-target", b"").decode().rpartition(".")[2]
    _changed = _changed or (scope["method"] not in ("GET", "HEAD") and not operation.startswith(READS))


def suspend():
    """Saves what there is, and nothing more until the deployment that now begins is complete."""
    global _deploying
    _write(_states(), complete=False)
    _deploying = True
    return {}


def checkpoint():
    """Saves now, a deployment included."""
    global _deploying, _changed
    _deploying = _changed = False
    _write(_states(), complete=False)
    return {}


async def save_now_and_then():
    global _changed
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        if not _changed or _deploying:
            continue
        _changed = False
        started = time.monotonic()
        try:
            await asyncio.to_thread(_write, _states(), complete=False)
        except Exception:
            logger.exception("not saved")
        await asyncio.sleep(SHARE_OF_TIME * (time.monotonic() - started))


def save_at_the_end(_services):
    if _deploying:
        _say(_last_saved(), complete=True)
        return
    try:
        _write(_states(), complete=True)
    except Exception:
        logger.exception("not saved")


def _states():
    """When they were taken, and the states of all services, as text."""
    taken = time.monotonic()
    texts = {name: _undisturbed(name, get_state) for name, get_state in emulator._build_persistence_save_dict().items()}
    return taken, time.time(), {name: text for name, text in texts.items() if text is not None}


def _undisturbed(name, get_state, tries=20):
    """The state as text, although executions and queues are changed on threads of their own."""
    for left in reversed(range(tries)):
        try:
            with copying.without_copies():
                state = get_state()
                wrapped = {"__ministack_format__": persistence._state_format_version(name), "payload": state}
                return None if state is None else json.dumps(wrapped, default=persistence._json_default)
        except RuntimeError:
            if left == 0:
                raise


def _write(snapshot, complete):
    """All files are written before the first takes its place: a full disk or a kill leaves the earlier ones."""
    global _written
    taken, at, states = snapshot
    with _writing:
        if taken < _written:
            return
        _replace_files(states)
        _written = taken
        _say(at, complete)


def _replace_files(states):
    drafts = []
    try:
        for name, text in states.items():
            if _texts.get(name) == hash(text):
                continue
            path = os.path.join(_folder, f"{name}.json")
            with open(f"{path}.tmp", "w") as file:
                file.write(text)
            drafts.append((name, path, hash(text)))
    except BaseException:
        for name in states:
            try:
                os.remove(os.path.join(_folder, f"{name}.json.tmp"))
            except OSError:
                pass
        raise
    for name, path, digest in drafts:
        os.replace(f"{path}.tmp", path)
        _texts[name] = digest


def _say(at, complete):
    with open(f"{_mark}.tmp", "w") as file:
        json.dump({"at": at, "complete": complete}, file)
    os.replace(f"{_mark}.tmp", _mark)


def _last_saved():
    with open(_mark) as file:
        return json.load(file)["at"]


def restore_queues(data):
    """Whoever had received a message and not dealt with it is gone."""
    _restore_queues(data)
    now = time.time()
    for queue in sqs._queues._data.values():
        for message in queue["messages"]:
            if message.get("receipt_handle") is not None:
                message["visible_at"] = min(message["visible_at"], now)


before = {"at": None, "complete": True}
patching.replace(emulator, "save_all", save_at_the_end)
_restore_queues = patching.replace(sqs, "_restore_state", restore_queues)
