"""AWS's own services call by rights too: a state machine by its role's, a rule or an alarm by the policy of what it tells.

AWS:      a task whose machine's role may not call the function fails with Lambda.AWSLambdaException. What a rule or an alarm
          sends to a queue or topic arrives only where that one's policy lets EventBridge or CloudWatch in.
Emulator: state machines, rules and alarms may do everything, also with AUTH=true.
Gone when: the emulator asks the roles and policies.
"""

import logging

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch, eventbridge, sns, sqs, stepfunctions

from bridges import patching

logger = logging.getLogger("service_callers")


def demand_right_to_call(machine_arn, function):
    """Raises the error of a task whose state machine may not call the function."""
    role = stepfunctions._state_machines[machine_arn]["roleArn"]
    arn = function if function.startswith("arn:") else _function_arn(function)
    refusal = _refusal_of_role(role, "lambda:InvokeFunction", arn)
    if refusal is not None:
        raise stepfunctions._ExecutionError("Lambda.AWSLambdaException", refusal)


def _function_arn(name):
    return f"arn:aws:lambda:{get_region()}:{get_account_id()}:function:{name}"


def _refusal_of_role(role_arn, action, resource):
    """Why the role may not do it, in the words of AWS, or nothing when it may."""
    account, name = role_arn.split(":")[4], role_arn.rpartition("/")[2]
    session = f"arn:aws:sts::{account}:assumed-role/{name}/session"
    context = iam_evaluator.EvalContext(principal_arn=session, principal_type="AssumedRole", principal_account=account,
                                        action=action, resource_arn=resource, region=get_region())
    if iam_evaluator.evaluate(context, iam_evaluator._gather_role_policies(name, account)).decision == "Allow":
        return None
    return f"User: {session} is not authorized to perform: {action} on resource: {resource}"


def _lets_in(target_arn, service, source_arn):
    """Whether the policy of a queue or topic lets the service in; what has no such policy does."""
    allows = {"sqs": sqs.queue_policy_allows, "sns": sns.topic_policy_allows}.get(target_arn.split(":")[2])
    if allows is None or allows(target_arn, service, source_arn, get_account_id()):
        return True
    logger.warning("%s: its policy does not let %s in for %s", target_arn, service, source_arn)
    return False


eventbridge._lets_in = cloudwatch._lets_in = _lets_in
patching.rewrite(
    eventbridge, "_invoke_target",
    ('elif spec.service == "lambda":', 'elif not _lets_in(arn, "events.amazonaws.com", rule.get("Arn", "")):\n'
     '            return\n        elif spec.service == "lambda":'),
)
patching.rewrite(
    cloudwatch, "_dispatch_alarm_actions",
    ("sns_arns = [a for a in actions if _is_sns_action_arn(a)]",
     'sns_arns = [a for a in actions if _is_sns_action_arn(a)\n'
     '                and _lets_in(a, "cloudwatch.amazonaws.com", alarm.get("AlarmArn", ""))]'),
)
