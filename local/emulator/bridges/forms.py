"""A form that comes in is taken apart once: an e-mail's has some ten thousand characters, most of them escaped.

Emulator: takes it apart to find the service, to ask for the right, and to do what it asks for.
Gone when: the emulator hands on what it has parsed.
"""

import functools
import urllib.parse

from ministack import app as emulator
from ministack.services import ses

from bridges import patching

_parsed = functools.lru_cache(maxsize=16)(urllib.parse.parse_qs)


def parse_qs(text, keep_blank_values=False, **options):
    """As urllib.parse.parse_qs."""
    return {name: list(values) for name, values in _parsed(text, keep_blank_values, **options).items()}


for _service in (emulator, ses):
    patching.replace(_service, "parse_qs", parse_qs)
