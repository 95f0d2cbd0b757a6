"""A policy document is parsed once, not for every call that its role makes.

AWS:      says nothing about it.
Emulator: parses all policies of the caller's role twice for each call.
Here:     what a document says is kept by its text, so that a changed policy counts at once.
Gone when: the emulator keeps what it has parsed.
"""

import functools

from ministack.core import iam_evaluator

from bridges import patching


def parse_policy_document(document):
    return _parsed(document) if isinstance(document, str) else _parse_policy_document(document)


@functools.lru_cache(maxsize=1024)
def _parsed(text):
    return _parse_policy_document(text)


_parse_policy_document = patching.replace(iam_evaluator, "parse_policy_document", parse_policy_document)
