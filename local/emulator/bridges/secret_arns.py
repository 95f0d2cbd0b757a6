"""`Ref` of a secret in a template is its ARN.

AWS:      the physical id of an AWS::SecretsManager::Secret is its ARN, and so is what `Ref` says: policies name the secret by it.
Emulator: it is the secret's name, which as the resource of a policy allows nothing.
Gone when: the emulator's `Ref` is the ARN.
"""

from ministack.services.cloudformation import provisioners

HANDLERS = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]


def create(logical_id, props, stack_name):
    return _by_arn(_create(logical_id, props, stack_name))


def update(physical_id, old_props, new_props, stack_name, logical_id=None):
    return _by_arn(_update(_name(physical_id), old_props, new_props, stack_name, logical_id))


def delete(physical_id, props):
    return _delete(_name(physical_id), props)


def _by_arn(provisioned):
    _, attributes = provisioned
    return attributes["Arn"], attributes


def _name(physical_id):
    """`arn:…:secret:NAME-abcdef`; in a state that was saved before this bridge it is the name already."""
    named = physical_id.partition(":secret:")[2]
    return named.rpartition("-")[0] if named else physical_id


_create, _update, _delete = (HANDLERS[action] for action in ("create", "update", "delete"))
HANDLERS.update(create=create, update=update, delete=delete)
