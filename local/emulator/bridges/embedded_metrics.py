"""What a function counts in its log is a metric.

AWS:      takes the metrics out of each log event in the embedded metric format ("_aws": {"CloudWatchMetrics": …}).
Emulator: keeps the event as a line of the log and nothing else.
Gone when: the emulator takes them out as well.
"""

import json
import logging

from ministack.services import cloudwatch, lambda_svc

from bridges import patching

_log = logging.getLogger("embedded_metrics")


def emit_lambda_logs(func, request_id, log_text, *outcome, **options):
    _emit_lambda_logs(func, request_id, log_text, *outcome, **options)
    for line in log_text.splitlines():
        if '"CloudWatchMetrics"' in line:
            try:
                record(json.loads(line[line.index("{"):]))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                # AWS says nothing either: the event stays in the log.
                _log.warning("no embedded metric: %s", error)


def record(event):
    for directive in event["_aws"]["CloudWatchMetrics"]:
        for names in directive["Dimensions"]:
            dimensions = {name: str(event[name]) for name in names}
            for metric in directive["Metrics"]:
                values = event[metric["Name"]]
                for value in values if isinstance(values, list) else [values]:
                    cloudwatch.record_metric(directive["Namespace"], metric["Name"], float(value), metric.get("Unit", "None"), dimensions)


_emit_lambda_logs = patching.replace(lambda_svc, "_emit_lambda_logs", emit_lambda_logs)
