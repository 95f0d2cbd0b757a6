"""What AWS would bill: each call of a service, each invocation of a function and each request of an API, in a file.

AWS:      the bill, CloudWatch's metrics and DynamoDB's ReturnConsumedCapacity say it.
Emulator: counts what a DynamoDB write consumes, by table and index, where it is asked to; a read counts as one small item.
Here:     each is a line of JSON in LOCAL_USAGE, for `npm run bench:cost`. Where that names no file, nothing is changed.
Gone when: the emulator keeps a bill.
"""

import json
import math
import os
import threading
import time
import zlib

from ministack import app as emulator
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.core.router import extract_access_key_id
from ministack.services import dynamodb, lambda_svc

from bridges import patching

SERVICES = ("dynamodb", "events", "lambda", "secretsmanager", "ses", "sns", "sqs", "states")
READS = ("GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems")
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")

_file = os.environ.get("LOCAL_USAGE")
_lock = threading.Lock()
_roles = {}


def with_usage(app):
    """Notes each request of the HTTP API."""
    if not _file:
        return app

    async def noted(scope, receive, send):
        if scope["type"] == "http" and scope["path"].startswith("/_aws/execute-api/"):
            _keep({"request": f"{scope['method']} /{scope['path'].split('/', 4)[-1]}"})
        await app(scope, receive, send)

    return noted


def execute_function(func, event, request_id):
    begun = time.monotonic()
    result = _execute_function(func, event, request_id)
    config = func.get("config") or func
    records = event.get("Records") if isinstance(event, dict) else None
    _keep({
        "invocation": config["FunctionName"], "seconds": time.monotonic() - begun,
        "logBytes": len((result.get("log") or "").encode()),
        **({"messages": len(records)} if records and records[0].get("eventSource") == "aws:sqs" else {}),
        **({"scheduled": True} if isinstance(event, dict) and event.get("detail-type") == "Scheduled Event" else {}),
    })
    return result


def _noting(service, handler):
    async def noted(method, path, headers, body, query_params):
        target = headers.get("x-amz-target", "").rpartition(".")[2]
        action = target or query_params.get("Action") or ("Invoke" if path.endswith("/invocations") else _form_action(body))
        action = action[0] if isinstance(action, list) else action
        if service == "dynamodb" and action in READS + WRITES:
            answer, units = await _consumption(handler, action, method, path, headers, body, query_params)
        else:
            answer, units = await handler(method, path, headers, body, query_params), {}
        _keep({"call": f"{service}:{action}", "role": _role(headers, query_params), **units})
        return answer

    return noted


async def _consumption(handler, action, method, path, headers, body, query_params):
    """The answer that the caller asked for, and the units that the call consumes."""
    request = json.loads(body)
    asked = request.get("ReturnConsumedCapacity", "NONE")
    told = json.dumps({**request, "ReturnConsumedCapacity": "INDEXES"}).encode()
    status, answer_headers, answer = await handler(method, path, headers, told, query_params)
    parsed = json.loads(answer)
    if action in READS:
        units = {"read": _read_units(action, request, parsed)}
    elif status == 200:
        units = {"write": _write_units(parsed.get("ConsumedCapacity"))}
    else:
        units = {"write": _units_of_refusal(request, parsed)}
    if asked == "NONE" and parsed.pop("ConsumedCapacity", None) is not None:
        answer = json.dumps(parsed, ensure_ascii=False).encode()
        if "x-amz-crc32" in answer_headers:
            answer_headers["x-amz-crc32"] = str(zlib.crc32(answer) & 0xFFFFFFFF)
    return (status, answer_headers, answer), units


def _write_units(consumed):
    units = {}
    for entry in consumed if isinstance(consumed, list) else [consumed or {}]:
        table = entry.get("TableName")
        indexes = {**entry.get("GlobalSecondaryIndexes", {}), **entry.get("LocalSecondaryIndexes", {})}
        of_indexes = {f"{table}/{name}": index["CapacityUnits"] for name, index in indexes.items()}
        of_table = entry.get("CapacityUnits", 0) - sum(of_indexes.values())
        for name, amount in {table: of_table, **of_indexes}.items():
            units[name] = units.get(name, 0) + amount
    return units


def _units_of_refusal(request, answer):
    """A refused write consumes units too: one of a small item whose condition fails, two of each in a transaction."""
    error = str(answer.get("__type", "")).rpartition("#")[2]
    if error == "ConditionalCheckFailedException":
        return {request["TableName"]: 1}
    units = {}
    if error == "TransactionCanceledException":
        for item in request["TransactItems"]:
            table = next(iter(item.values()))["TableName"]
            units[table] = units.get(table, 0) + 2
    return units


def _read_units(action, request, answer):
    """By the sizes of what was read: 4 KB are a unit, half of one where it may be a little old, two in a transaction."""
    if action == "BatchGetItem":
        found = answer.get("Responses", {})
        # An item that is not there is read as well.
        return {table: (sum(_blocks(item) for item in found.get(table, [])) + len(wanted["Keys"]) - len(found.get(table, [])))
                * (1 if wanted.get("ConsistentRead") else 0.5) for table, wanted in request["RequestItems"].items()}
    if action == "TransactGetItems":
        units = {}
        for item, found in zip(request["TransactItems"], answer.get("Responses", [])):
            table = item["Get"]["TableName"]
            units[table] = units.get(table, 0) + 2 * _blocks(found.get("Item", {}))
        return units
    index = f"/{request['IndexName']}" if "IndexName" in request else ""
    found = answer.get("Items", [answer.get("Item") or {}])
    rate = 1 if request.get("ConsistentRead") else 0.5
    return {request["TableName"] + index: rate * _blocks(*found)}


def _blocks(*items):
    return max(1, math.ceil(sum(dynamodb._item_size_bytes(item) for item in items) / 4096))


def _form_action(body):
    for pair in body[:200].decode("utf-8", "replace").split("&"):
        name, _, value = pair.partition("=")
        if name == "Action":
            return value
    return None


def _role(headers, query_params):
    """The role that calls, by its name; nobody's calls are the operators'."""
    key = extract_access_key_id(headers, query_params)
    if key not in _roles:
        arn = getattr(iam_evaluator.resolve_principal(key, get_account_id()), "arn", "") if key else ""
        _roles[key] = arn.split("/")[1] if ":assumed-role/" in arn else None
    return _roles[key]


def _keep(record):
    with _lock, open(_file, "a") as file:
        file.write(json.dumps({"at": time.time(), **record}) + "\n")


if _file:
    for _service in SERVICES:
        emulator.SERVICE_HANDLERS[_service] = _noting(_service, emulator.SERVICE_HANDLERS[_service])
    _execute_function = patching.replace(lambda_svc, "_execute_function_warm", execute_function)
