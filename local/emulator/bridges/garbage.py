"""The garbage collector looks at what stays once, not again and again.

Emulator: every item, message and execution that it holds is gone through, by the million objects, every hundred orders or so: all
          wait for it, and the longer the more there is.
Here:     what has stayed through a look at everything is set aside. It still goes when nobody refers to it any more, as nearly all does;
          only a circle among what was set aside would stay.
Gone when: the emulator does the same.
"""

import gc

OLDEST = 2


def set_aside(phase, details):
    if phase == "stop" and details["generation"] == OLDEST:
        gc.freeze()


gc.callbacks.append(set_aside)
