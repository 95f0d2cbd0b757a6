"""An HTTP API answers at an address that everyone can reach, and hides a function's error from its callers.

AWS:      ApiEndpoint resolves for functions and people alike. A function that fails is `500 Internal Server Error` to the
          caller, without the reason.
Emulator: ApiEndpoint is a name below `localhost`, which many machines and Node.js on Linux do not resolve. A function that
          fails is a 502 that shows its error.
Gone when: ApiEndpoint can be set to an address, and a failed function is answered as by AWS.
"""

import os

from ministack.services import apigateway, lambda_svc

from bridges import patching


class Apis(type(apigateway._apis)):
    """The emulator's store of APIs; each gets its endpoint when it comes in, whoever creates it."""

    __slots__ = ()

    def __setitem__(self, api_id, api):
        if "apiEndpoint" not in api:
            raise RuntimeError("an API has no apiEndpoint any more: revise the bridge http_api")
        api["apiEndpoint"] = f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}/_aws/execute-api/{api_id}"
        super().__setitem__(api_id, api)


def answer_of(result):
    if result.get("error") and not result.get("throttle"):
        return {"statusCode": 500, "headers": {"Content-Type": "application/json"},
                "body": '{"message":"Internal Server Error"}'}, None
    return _answer_of(result)


apigateway._apis.__class__ = Apis
_answer_of = patching.replace(lambda_svc, "lambda_execute_result_to_api_proxy_response", answer_of)
