"""An alarm may watch a figure that is computed from metrics.

AWS:      CloudFormation makes an alarm with `Metrics` (metric math), as CDK writes it for an expression.
Emulator: refuses the whole stack for it.
Here:     the alarm is made, with all its actions, but nothing is computed: it stays INSUFFICIENT_DATA until it is set by hand.
Gone when: the emulator's CloudFormation knows `Metrics` of AWS::CloudWatch::Alarm.
"""

from ministack.services.cloudformation import provisioners

from bridges import patching


def alarm_record(name, props):
    if not props.get("Metrics"):
        return original(name, props)
    expression = next((metric["Expression"] for metric in props["Metrics"] if metric.get("Expression")), "")
    plain = {key: value for key, value in props.items() if key != "Metrics"}
    return original(name, {**plain, "Namespace": "MetricMath", "MetricName": expression, "Statistic": "Maximum"})


original = patching.replace(provisioners, "_cw_metric_alarm_record", alarm_record)
