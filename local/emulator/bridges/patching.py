"""How a bridge changes the emulator: by name, and never silently."""

import inspect
import textwrap


def replace(module, name, replacement):
    """Puts `replacement` where `module.name` was and returns the original.

    Fails when the name is gone, so that a new version of the emulator cannot quietly leave a bridge without effect.
    """
    original = getattr(module, name, None)
    if original is None:
        raise RuntimeError(f"{module.__name__} has no {name} any more: revise the bridge that replaces it")
    setattr(module, name, replacement)
    return original


# The source of what was rewritten, by module and name: another bridge may rewrite more of it.
_rewritten = {}


def rewrite(module, name, *changes):
    """Recompiles `module.name` with each (known text, new text) of `changes` applied to its source."""
    place = (module.__name__, name)
    source = _rewritten.get(place) or textwrap.dedent(inspect.getsource(getattr(module, name)))
    for known, new in changes:
        if source.count(known) != 1:
            raise RuntimeError(f"{module.__name__}.{name} no longer reads {known!r}: revise the bridge that changes it")
        source = source.replace(known, new)
    _rewritten[place] = source
    exec(compile(source, f"<bridged {module.__name__}.{name}>", "exec"), module.__dict__)
