"""A stack may have what only people see, or what only a real deployment meets.

AWS:      saves queries for the logs, backs tables up, and lets a new version of a function take over little by little.
Emulator: refuses a stack that has one of these.
Here:     the stack is made, these are not: the console that shows queries is AWS's, and what is stored here is nobody's.
Gone when: the emulator's CloudFormation knows them.
"""

from ministack.services.cloudformation import provisioners

KINDS = {
    "AWS::Logs::QueryDefinition": "QueryDefinitionId",
    "AWS::Backup::BackupSelection": "SelectionId",
    "AWS::CodeDeploy::Application": "Id",
    "AWS::CodeDeploy::DeploymentGroup": "Id",
    # Nobody sends mails to this machine: who wants one taken in puts it into the bucket, as SES would.
    "AWS::SES::ReceiptRuleSet": "Id",
    "AWS::SES::ReceiptRule": "Id",
}


def handler(attribute):
    def create(logical_id, _props, stack_name):
        name = f"{stack_name}-{logical_id}"
        return name, {attribute: name}

    def update(physical_id, _old, _props, _stack_name):
        return physical_id, {attribute: physical_id}

    return {"create": create, "update": update, "delete": lambda _physical_id, _props: None}


for kind, attribute in KINDS.items():
    if kind in provisioners._RESOURCE_HANDLERS:
        raise RuntimeError(f"the emulator knows {kind} itself: take it out of this bridge")
    provisioners._RESOURCE_HANDLERS[kind] = handler(attribute)
