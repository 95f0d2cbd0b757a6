"""A stack may have an alarm that rings when others do together.

AWS:      CloudFormation knows AWS::CloudWatch::CompositeAlarm.
Emulator: has composite alarms, and refuses a stack that has one.
Gone when: the emulator's CloudFormation knows AWS::CloudWatch::CompositeAlarm.
"""

from ministack.services import cloudwatch
from ministack.services.cloudformation import provisioners

KIND = "AWS::CloudWatch::CompositeAlarm"


def put(name, props):
    status, _, body = cloudwatch._put_composite_alarm({}, {**props, "AlarmName": name}, False, is_json=True)
    if status >= 400:
        raise ValueError(f"{KIND} {name}: {body}")
    return name, {"Arn": cloudwatch._composite_alarms[name]["AlarmArn"]}


def create(logical_id, props, stack_name):
    return put(props.get("AlarmName") or f"{stack_name}-{logical_id}", props)


def update(physical_id, _old, props, _stack_name):
    return put(physical_id, props)


def delete(physical_id, _props):
    cloudwatch._composite_alarms.pop(physical_id, None)


if KIND in provisioners._RESOURCE_HANDLERS:
    raise RuntimeError(f"the emulator knows {KIND} itself: take this bridge out")
provisioners._RESOURCE_HANDLERS[KIND] = {"create": create, "update": update, "delete": delete}
