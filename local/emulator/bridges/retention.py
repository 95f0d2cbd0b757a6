"""What has been dealt with is not kept for good, so that the emulator is after many orders what it was after few.

AWS:      merges the points of a metric by the minute, gives the invocations of an environment one log stream, and keeps no message.
Emulator: keeps each point, a log stream for each invocation, and each event and message with its text, in memory and in what it saves.
Here:     the points of a minute that have the same value are one, with their count, and the last of everything else are kept. What
          SES and SNS took is in a file meanwhile (sent_mail.py).
Gone when: the emulator keeps as little.
"""

import threading
import time

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch, cloudwatch_logs, eventbridge, lambda_svc

from bridges import patching

KEPT_LOG_STREAMS = 100
KEPT_EVENTS = 100

_lock = threading.Lock()
# The points of this minute, by what they are equal in.
_minute = None
_points = {}


def record_metric(namespace, metric_name, value, unit="None", dimensions=None):
    global _minute
    dimensions = dimensions or {}
    metric = (namespace, metric_name, cloudwatch._dims_key(dimensions))
    now = time.time()
    with _lock:
        if now // 60 != _minute:
            _minute = now // 60
            _points.clear()
        known = (get_account_id(), get_region(), metric, value, unit)
        point = _points.get(known)
        if point is None:
            point = {"Timestamp": now, "Value": float(value), "Unit": unit, "Dimensions": dict(dimensions), "Count": 0.0}
            _points[known] = point
            cloudwatch._metric_bucket(metric).append(point)
        point["Count"] += 1.0


def emit_lambda_logs(func, *invocation, **options):
    _emit_lambda_logs(func, *invocation, **options)
    config = func.get("config") or func
    name = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config['FunctionName']}"
    with _lock:
        streams = cloudwatch_logs._log_groups.get(name, {}).get("streams", {})
        while len(streams) > KEPT_LOG_STREAMS:
            del streams[next(iter(streams))]


def events_log():
    entries = _events_log_list()
    last(entries, KEPT_EVENTS)
    return entries


def last(entries, kept):
    """Drops the oldest of a list. Some at a time, as each costs as much as all."""
    if len(entries) > 2 * kept:
        del entries[:-kept]


patching.replace(cloudwatch, "record_metric", record_metric)
_emit_lambda_logs = patching.replace(lambda_svc, "_emit_lambda_logs", emit_lambda_logs)
_events_log_list = patching.replace(eventbridge, "_events_log_list", events_log)
