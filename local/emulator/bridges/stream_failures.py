"""A stream's consumer may report which of its records failed.

AWS:      with ReportBatchItemFailures, a table's stream is read again from the earliest record that the function reports.
Emulator: takes the answer of a stream's consumer for success, whatever it reports.
Here:     the whole batch is delivered again, which a consumer must stand in any case.
Gone when: the emulator's poller of table streams reads batchItemFailures.
"""

from ministack.services import lambda_svc

from bridges import patching


def failed_if_reported(esm, result):
    body = result.get("body")
    if "ReportBatchItemFailures" not in esm.get("FunctionResponseTypes", []) or not isinstance(body, dict):
        return result
    if result.get("error") or not body.get("batchItemFailures"):
        return result
    return {**result, "error": True, "body": {"errorType": "ReportBatchItemFailures", "errorMessage": str(body)}}


lambda_svc._failed_if_reported = failed_if_reported
patching.rewrite(
    lambda_svc,
    "_poll_dynamodb_streams",
    ("result = _execute_function(func_rec, event)", "result = _failed_if_reported(esm, _execute_function(func_rec, event))"),
)
