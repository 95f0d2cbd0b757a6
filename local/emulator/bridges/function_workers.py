"""Node.js functions run, fail and scale as on AWS Lambda.

AWS:      a handler's error keeps its name (`errorType`), so that a Catch by name matches; a process that dies is reported
          as Runtime.ExitError and one that outlives its timeout as Sandbox.Timedout, and neither is used again; a burst of
          invocations gets execution environments of its own, and none fails for want of them. A function sees its own
          environment variables, not its host's.
Emulator: every error is a Runtime.HandlerError; each concurrent invocation starts one more process, at once and without
          bound; an invocation that logs nothing waits 50 ms for a log line; functions inherit the host's environment.
Here:     a pool of `node-worker.cjs` processes per function. Invocations beyond it wait their turn, and the pool grows
          while they wait, one process at a time.
Gone when: the emulator reports error names, exits and timeouts, and has a bounded pool that queues.
"""

import base64
import collections
import json
import logging
import math
import os
import pathlib
import re
import select
import shutil
import subprocess
import tempfile
import threading
import time
import zipfile
import io

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from bridges import ending, patching

logger = logging.getLogger("functions")

WORKER_SCRIPT = pathlib.Path(__file__).parent.parent / "node-worker.cjs"
CPUS = max(2, os.cpu_count() or 2)
# Processes of a function that may be at work at once, and those that it may have in all. One that sleeps, or that has waited for an
# answer for long, leaves the processor to others. To start one that would only wait for the processor is dear: half a second of it.
AT_ONCE = int(os.environ.get("LOCAL_FUNCTION_WORKERS") or CPUS)
AT_MOST = int(os.environ.get("LOCAL_FUNCTION_WORKERS_MAX") or 32)
PATIENCE_SECONDS = 5.0
# How often one that waits for its turn looks whether patience is over; what ends or falls asleep calls it.
LOOK_SECONDS = 1.0
# AWS gives an initialisation 10 s; two cores that start many at once need more.
START_SECONDS = 60.0

_starts = threading.BoundedSemaphore(CPUS)
_pools = {}
_pools_lock = threading.Lock()
_unpack_lock = threading.Lock()


class EnvironmentDied(Exception):
    """The process went away in the middle of an invocation."""


class FunctionFailed(Exception):
    """The handler, or loading it, raised `document`."""

    def __init__(self, document):
        super().__init__(document.get("errorMessage", ""))
        self.document = document


class Environment:
    """One process of one function. Kept where the emulator keeps its own workers, which is why it has their fields."""

    def __init__(self, config, code_zip):
        self.config = config
        self.code_zip = code_zip
        self.in_use = True
        self.at_work_since = math.inf
        self.asleep = False
        self.last_used = time.time()
        self._lock = threading.Lock()
        self._proc = None
        self._frames = None
        self._partial = b""
        self._output = None
        self.log = []

    def start(self):
        folder = _unpacked(self.config, self.code_zip)
        self._output = tempfile.TemporaryFile()
        read_end, write_end = os.pipe()
        command = [os.environ["LOCAL_NODE"], str(WORKER_SCRIPT), self.config["FunctionName"], str(write_end)]
        try:
            self._proc = subprocess.Popen(command, cwd=folder, env=_environment(self.config, folder), text=True,
                                          stdin=subprocess.PIPE, stdout=self._output, stderr=self._output,
                                          pass_fds=[write_end])
        finally:
            os.close(write_end)
        self._frames = read_end
        self._send({"folder": folder, "handler": self.config["Handler"]})
        self._answer(time.monotonic() + START_SECONDS)

    def invoke(self, event, request_id, trace_id, fell_asleep):
        """The handler's answer; calls `fell_asleep` when it begins to wait for nothing but time. Raises FunctionFailed, EnvironmentDied or TimeoutError."""
        seconds = float(self.config.get("Timeout", 3))
        self._send({"event": event, "context": {
            "requestId": request_id, "arn": self.config.get("FunctionArn", ""), "traceId": trace_id,
            "memory": self.config.get("MemorySize", 128), "deadline": (time.time() + seconds) * 1000}})
        return self._answer(time.monotonic() + seconds, fell_asleep)

    def leaves_the_processor(self):
        return self.asleep or time.monotonic() - self.at_work_since > PATIENCE_SECONDS

    def alive(self):
        return self._proc is not None and self._proc.poll() is None

    def end(self):
        proc, self._proc = self._proc, None
        if proc is not None:
            proc.kill()
            proc.wait()
        self._discard_tmpdir()

    def exit_reason(self):
        """How the process ended, and the last thing it said, in the words of AWS."""
        proc = self._proc
        if proc is None:
            return "Runtime exited", ""
        try:
            status = proc.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return "Runtime exited", ""
        self._output.seek(0)
        said = self._output.read(4096).decode("utf-8", "replace")
        how = f"signal: {_signal_name(-status)}" if status < 0 else f"exit status {status}"
        return f"Runtime exited with error: {how}", said

    def _discard_tmpdir(self):
        """Called by the emulator for a worker that it has stopped."""
        if self._frames is not None:
            os.close(self._frames)
            self._frames = None
        if self._output is not None:
            self._output.close()

    def _send(self, message):
        try:
            self._proc.stdin.write(json.dumps(message) + "\n")
            self._proc.stdin.flush()
        except (OSError, AttributeError) as error:
            raise EnvironmentDied() from error

    def _answer(self, deadline, fell_asleep=None):
        while True:
            frame = self._frame(deadline)
            if "log" in frame:
                self.log.append(frame["log"])
            elif "asleep" in frame:
                self.asleep = True
                fell_asleep()
            elif "error" in frame:
                raise FunctionFailed(frame["error"]) if not frame.get("fatal") else _Fatal(frame["error"])
            else:
                return frame.get("result")

    def _frame(self, deadline):
        while b"\n" not in self._partial:
            left = deadline - time.monotonic()
            frames = self._frames
            if frames is None:
                raise EnvironmentDied()
            poll = select.poll()
            poll.register(frames, select.POLLIN)
            if left <= 0 or not poll.poll(left * 1000):
                raise TimeoutError()
            chunk = os.read(frames, 1 << 16)
            if chunk == b"":
                raise EnvironmentDied()
            self._partial += chunk
        line, self._partial = self._partial.split(b"\n", 1)
        return json.loads(line)


class _Fatal(FunctionFailed):
    """The handler failed and took its process with it."""


class Pool:
    """The environments of one version of a function, and the invocations that wait for one, first come first served."""

    def __init__(self, key):
        self.key = key
        self.waiting = collections.deque()

    def acquire(self, config, code_zip):
        turn = None
        while True:
            if turn is None or turn.environment is None:
                ending.hold()
            with lambda_runtime._lock:
                if turn is not None and turn.environment is not None:
                    return turn.environment
                environments = lambda_runtime._workers.setdefault(self.key, [])
                free = next((e for e in environments if not e.in_use), None)
                overtaking = turn is None and len(self.waiting) > 0
                if free is not None and not overtaking:
                    free.in_use = True
                    return self._leave(turn, free)
                at_work = sum(not e.leaves_the_processor() for e in environments)
                if at_work < AT_ONCE and len(environments) < AT_MOST:
                    fresh = Environment(config, code_zip)
                    environments.append(fresh)
                    return self._leave(turn, fresh)
                if turn is None:
                    turn = _Turn()
                    self.waiting.append(turn)
            turn.come.wait(LOOK_SECONDS)
            turn.come.clear()

    def release(self, environment):
        with lambda_runtime._lock:
            environment.last_used = time.time()
            environment.at_work_since, environment.asleep = math.inf, False
            environments = lambda_runtime._workers.get(self.key, [])
            if environment not in environments:
                return
            if not environment.alive():
                environments.remove(environment)
                return
            if self.waiting and not ending.has_come():
                turn = self.waiting.popleft()
                turn.environment = environment
                turn.come.set()
            else:
                environment.in_use = False

    def call_next(self):
        """Lets the first that waits look whether there may be one more process at work."""
        with lambda_runtime._lock:
            if self.waiting:
                self.waiting[0].come.set()

    def _leave(self, turn, environment):
        if turn in self.waiting:
            self.waiting.remove(turn)
        return environment


class _Turn:
    def __init__(self):
        self.come = threading.Event()
        self.environment = None


def execute(func, event, request_id):
    """Runs one invocation of a Node.js function; the answer has the shape that the emulator's own executors give."""
    config = func.get("config") or func
    code_zip = func.get("code_zip")
    if not code_zip or not str(config.get("Runtime", "")).startswith("nodejs"):
        return _emulators_own(func, event, request_id)
    lambda_svc._ensure_reaper_thread()
    pool = _pool(config)
    environment = pool.acquire(config, code_zip)
    environment.log = []
    try:
        if not environment.alive():
            with _starts:
                environment.start()
        environment.at_work_since = time.monotonic()
        return _answered(environment, environment.invoke(
            event, request_id, lambda_svc._xray_trace_id_for_invocation(config), pool.call_next))
    except _Fatal as failure:
        environment.end()
        return _failed(environment, request_id, failure.document)
    except FunctionFailed as failure:
        return _failed(environment, request_id, failure.document)
    except EnvironmentDied:
        reason, said = environment.exit_reason()
        environment.log.append(said)
        environment.end()
        return _failed(environment, request_id,
                       {"errorType": "Runtime.ExitError", "errorMessage": f"RequestId: {request_id} Error: {reason}"})
    except TimeoutError:
        environment.end()
        seconds = float(config.get("Timeout", 3))
        return _failed(environment, request_id, {
            "errorType": "Sandbox.Timedout",
            "errorMessage": f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds"})
    finally:
        pool.release(environment)


def processes():
    """The processes that run functions now, for tests and the curious."""
    with lambda_runtime._lock:
        return [{"function": e.config["FunctionName"], "pid": e._proc.pid, "busy": e.in_use, "asleep": e.asleep}
                for entries in lambda_runtime._workers.values() for e in entries
                if isinstance(e, Environment) and e.alive()]


def end_all():
    """Ends every process, at once: nothing that still runs is waited for."""
    with lambda_runtime._lock:
        environments = [e for entries in lambda_runtime._workers.values() for e in entries if isinstance(e, Environment)]
    for environment in environments:
        environment.end()


def _pool(config):
    key = lambda_runtime._worker_key(config["FunctionName"], config, config.get("Version", "$LATEST"))
    with _pools_lock:
        return _pools.setdefault(key, Pool(key))


def _answered(environment, result):
    return {"body": result, "log": "".join(environment.log)}


def _failed(environment, request_id, document):
    name = environment.config["FunctionName"]
    logger.warning("%s failed: %s: %s", name, document.get("errorType"), document.get("errorMessage"))
    environment.log.append(f"{request_id}\tERROR\tInvoke Error\t{json.dumps(document)}\n")
    return {"body": document, "error": True, "log": "".join(environment.log)}


def _environment(config, folder):
    account_and_keys = lambda_runtime.execution_credentials(config)
    _, region = lambda_runtime._account_region_from_function_config(config)
    variables = (config.get("Environment") or {}).get("Variables") or {}
    port = os.environ["GATEWAY_PORT"]
    # Something may stand before the gateway; queues and the API have their addresses from the gateway, and are met there too.
    endpoint = os.environ.get("LOCAL_FUNCTIONS_ENDPOINT") or f"http://127.0.0.1:{port}"
    gateway = re.compile(rf"http://(127\.0\.0\.1|localhost):{port}(?!\d)")
    variables = {variable: gateway.sub(endpoint, value) for variable, value in variables.items()}
    name = config["FunctionName"]
    return {
        "PATH": os.environ.get("PATH", ""), "TMPDIR": tempfile.gettempdir(), "LANG": "en_US.UTF-8", "TZ": ":UTC",
        "NODE_COMPILE_CACHE": os.path.join(os.environ["LOCAL_FUNCTIONS_DIR"], "compile-cache"),
        "AWS_ENDPOINT_URL": endpoint,
        **variables, **account_and_keys,
        "AWS_REGION": region, "AWS_DEFAULT_REGION": region, "LAMBDA_TASK_ROOT": folder, "_HANDLER": config["Handler"],
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{config['Runtime']}", "AWS_LAMBDA_FUNCTION_NAME": name,
        "AWS_LAMBDA_FUNCTION_VERSION": config.get("Version", "$LATEST"),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(config.get("MemorySize", 128)),
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "local",
        "AWS_LAMBDA_LOG_FORMAT": (config.get("LoggingConfig") or {}).get("LogFormat") or "Text",
        # The hour, where libfaketime sets one: a function's clock is its host's.
        **{name: value for name, value in os.environ.items() if name == "LD_PRELOAD" or name.startswith("FAKETIME")},
    }


def _unpacked(config, code_zip):
    """The folder with the function's code: unpacked once for all its processes, which may only read it, as on AWS."""
    digest = base64.b64decode(config["CodeSha256"]).hex()
    folder = os.path.join(os.environ["LOCAL_FUNCTIONS_DIR"], digest)
    with _unpack_lock:
        if not os.path.isdir(folder):
            os.makedirs(os.environ["LOCAL_FUNCTIONS_DIR"], exist_ok=True)
            draft = tempfile.mkdtemp(dir=os.environ["LOCAL_FUNCTIONS_DIR"])
            with zipfile.ZipFile(io.BytesIO(code_zip)) as archive:
                archive.extractall(draft)
            # On AWS nothing lies above the code that could say what kind of module it is; here it may be a project of modules.
            package = pathlib.Path(draft, "package.json")
            if not package.exists():
                package.write_text("{}")
            try:
                os.rename(draft, folder)
            except OSError:
                shutil.rmtree(draft, ignore_errors=True)
    return folder


def _signal_name(number):
    return {9: "killed", 15: "terminated", 6: "aborted", 11: "segmentation fault"}.get(number, str(number))


_emulators_own = patching.replace(lambda_svc, "_execute_function_warm", execute)
