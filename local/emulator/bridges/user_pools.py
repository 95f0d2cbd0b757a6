"""A user pool of a template has the address of its issuer.

AWS:      `ProviderURL` of an AWS::Cognito::UserPool is `https://` and its `ProviderName`: the issuer that stands in its tokens.
Emulator: has the attribute `ProviderName` only.
Gone when: the emulator has both.
"""

from ministack.services.cloudformation import provisioners

from bridges import patching


def attributes(pool_id):
    known = _attributes(pool_id)
    return {**known, "ProviderURL": f"https://{known['ProviderName']}"}


_attributes = patching.replace(provisioners, "_cognito_user_pool_attributes", attributes)
