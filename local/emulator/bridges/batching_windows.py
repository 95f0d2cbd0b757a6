"""What changes within a mapping's batching window comes in one batch.

AWS:      with MaximumBatchingWindowInSeconds, a stream's consumer is called once its batch is full, or the window since the first
          change of it is over.
Emulator: calls it with whatever there is.
Here:     the window is waited for, to the second in which the emulator looks again. A batch that failed is not gathered anew.
Gone when: the emulator's poller of table streams goes by MaximumBatchingWindowInSeconds.
"""

import time

from ministack.services import lambda_svc

from bridges import patching

# Of each consumer where its batch begins, and since when that is known.
_begun = {}


def is_gathering(esm, position, records):
    window = int(esm.get("MaximumBatchingWindowInSeconds") or 0)
    if window == 0 or records >= esm.get("BatchSize", 100):
        return False
    begins, since = _begun.get(esm["UUID"], (None, 0))
    if begins != position:
        since = time.time()
        _begun[esm["UUID"]] = (position, since)
    return time.time() - since < window


lambda_svc._is_gathering = is_gathering
patching.rewrite(
    lambda_svc,
    "_poll_dynamodb_streams",
    (
        'event = {"Records": batch}',
        'if _is_gathering(esm, pos, raw_len):\n                continue\n            event = {"Records": batch}',
    ),
)
