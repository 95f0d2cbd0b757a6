"""An alarm may watch a figure that is computed from metrics, and else watches the metric that it names, of one resource.

AWS:      CloudFormation makes an alarm with `Metrics` (metric math), as CDK writes it for an expression.
Emulator: refuses the whole stack for it.
          An alarm looks at what it watches as it is made, and takes the errors of every function for those of its own.
Here:     the alarm is made, with all its actions, but nothing is computed: it stays INSUFFICIENT_DATA until it is set by hand.
          One that names a metric looks at that of its dimensions.
Gone when: the emulator's CloudFormation knows `Metrics` of AWS::CloudWatch::Alarm, and its alarms know dimensions.
"""

from ministack.services import cloudwatch
from ministack.services.cloudformation import provisioners

from bridges import patching


def alarm_record(name, props):
    if not props.get("Metrics"):
        return original(name, props)
    expression = next((metric["Expression"] for metric in props["Metrics"] if metric.get("Expression")), "")
    plain = {key: value for key, value in props.items() if key != "Metrics"}
    return original(name, {**plain, "Namespace": "MetricMath", "MetricName": expression, "Statistic": "Maximum"})


original = patching.replace(provisioners, "_cw_metric_alarm_record", alarm_record)
patching.rewrite(
    cloudwatch,
    "_evaluate_alarm",
    ("for (k_ns, k_mn, _), pts in", "for (k_ns, k_mn, k_dims), pts in"),
    (
        "if k_ns == ns and k_mn == mn:",
        "if (k_ns, k_mn, k_dims) == (ns, mn, _dims_key(_dims_from_list(alarm.get('Dimensions') or []))):",
    ),
)
