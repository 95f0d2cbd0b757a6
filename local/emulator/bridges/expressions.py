"""DynamoDB's expressions are read once: a service has some dozens of them, and each order brings them again.

Emulator: takes the text of an expression apart for every item that it meets, and checks its grammar each time.
Gone when: the emulator keeps what it has read.
"""

import functools

from ministack.services import dynamodb

from bridges import patching

KEPT = 4096


def kept(read):
    """`read`, which depends on nothing but the texts that it gets, without reading the same twice."""
    known = functools.lru_cache(KEPT)(read)

    @functools.wraps(read)
    def reading(*texts):
        if not all(type(text) is str for text in texts):
            return read(*texts)
        answer = known(*texts)
        return list(answer) if type(answer) is list else answer

    return reading


for _name in ("_condition_syntax_error", "_ddb_canonicalize_number", "_tokenize"):
    patching.replace(dynamodb, _name, kept(getattr(dynamodb, _name)))
