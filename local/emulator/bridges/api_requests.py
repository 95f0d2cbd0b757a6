"""The paths of an API's routes are read once, and so is the signature of a caller's token.

Emulator: takes the path of every route apart, twice for each request, and verifies a token whenever it comes.
Here:     what follows from the texts alone is kept. When a token ends, whom it is for and which route fits best is asked each time.
Gone when: the emulator keeps what it has read.
"""

import functools
import json
import re

from ministack.services import apigateway

from bridges import patching

PARAMETER = re.compile(r"\{([^}+]+)(\+?)\}")


def extract_path_params(route_path, request_path):
    pattern, names = _pattern(route_path)
    found = pattern.fullmatch(request_path)
    return None if found is None else dict(zip(names, found.groups()))


@functools.lru_cache(maxsize=4096)
def _pattern(route_path):
    fixed, parameters = PARAMETER.split(route_path)[::3], PARAMETER.findall(route_path)
    groups = ["(.+)" if is_greedy else "([^/]+)" for _, is_greedy in parameters]
    text = "".join(re.escape(part) + group for part, group in zip(fixed, [*groups, ""]))
    return re.compile(text), [name for name, _ in parameters]


def verify_rs256_signature(token, jwk):
    return _verified(token, json.dumps(jwk))


@functools.lru_cache(maxsize=256)
def _verified(token, jwk):
    return _verify_rs256_signature(token, json.loads(jwk))


patching.replace(apigateway, "_extract_path_params", extract_path_params)
_verify_rs256_signature = patching.replace(apigateway, "_verify_rs256_signature", verify_rs256_signature)
