"""A policy document is parsed once, and what a role may is put together once, not for every call that it makes.

AWS:      says nothing about it.
Emulator: parses all policies of the caller's role twice for each call, and gathers them and the role's tags as often.
Here:     what documents say is kept by their texts, so that a changed policy counts at once.
Gone when: the emulator keeps what it has parsed.
"""

import functools

from ministack.core import iam_evaluator
from ministack.core.responses import _account_from_sts_session
from ministack.services import iam, sts

from bridges import patching


def parse_policy_document(document):
    return _parsed(document) if isinstance(document, str) else _parse_policy_document(document)


@functools.lru_cache(maxsize=1024)
def _parsed(text):
    return _parse_policy_document(text)


def resolve_principal(access_key_id, account_id, credential=None):
    account_id = _account_from_sts_session(access_key_id) or account_id
    credential = credential or iam_evaluator.resolve_credential(access_key_id, account_id)
    texts = _texts(credential, account_id)
    if texts is None:
        return _resolve_principal(access_key_id, account_id, credential)
    known = _principals.get(access_key_id)
    if known is None or known[:3] != (account_id, credential, texts):
        known = (account_id, credential, texts, _resolve_principal(access_key_id, account_id, credential))
        _principals[access_key_id] = known
    return known[3]


def _texts(credential, account_id):
    """All that the rights and the condition keys of a role's session follow from; nothing where that is more than texts."""
    if getattr(credential, "principal_type", None) != "AssumedRole":
        return None
    session = sts._sessions.get(credential.access_key_id)
    role = iam._roles.get_scoped(account_id, None, iam_evaluator._role_name_from_assumed_arn(credential.principal_arn))
    if session is None or role is None or role.get("AttachedPolicies") or role.get("PermissionsBoundary"):
        return None
    if session.get("SessionPolicies") is not None or session.get("SessionTags"):
        return None
    tags = [(tag["Key"], tag["Value"]) for tag in role.get("Tags") or []]
    return list((role.get("InlinePolicies") or {}).values()), tags, session.get("IssuedAt")


_principals = {}
_parse_policy_document = patching.replace(iam_evaluator, "parse_policy_document", parse_policy_document)
_resolve_principal = patching.replace(iam_evaluator, "resolve_principal", resolve_principal)
