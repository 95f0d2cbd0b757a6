"""A secret that is generated without punctuation has none.

AWS:      ExcludePunctuation of GenerateSecretString leaves out every punctuation mark.
Emulator: it heeds ExcludeCharacters only; read as base64, such a secret ends at its first "=", with the first mark even.
Gone when: the emulator's provisioner of secrets heeds ExcludePunctuation.
"""

import string

from ministack.services.cloudformation import provisioners


def secret_string(props):
    generated = props.get("GenerateSecretString") or {}
    if str(generated.get("ExcludePunctuation")).lower() != "true":
        return _secret_string(props)
    excluded = generated.get("ExcludeCharacters", "") + string.punctuation
    return _secret_string({**props, "GenerateSecretString": {**generated, "ExcludeCharacters": excluded}})


_secret_string = provisioners._sm_secret_string
provisioners._sm_secret_string = secret_string
