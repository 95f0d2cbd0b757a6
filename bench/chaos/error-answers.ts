import type { AwsCall, WholeRequest } from './aws-call.ts';

/** An HTTP answer. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface ServiceError {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
}

/** How a service says that it has no room, and that it failed. */
interface ServiceErrors {
  readonly throttled: ServiceError;
  readonly failed: ServiceError;
}

/** By service, as their API references list them. */
const errors: Readonly<Record<string, ServiceErrors>> = {
  dynamodb: {
    throttled: { status: 400, code: 'ThrottlingException' },
    failed: { status: 500, code: 'InternalServerError' },
  },
  states: {
    throttled: { status: 400, code: 'ThrottlingException' },
    failed: { status: 500, code: 'InternalFailure' },
  },
  sqs: { throttled: { status: 403, code: 'RequestThrottled' }, failed: { status: 500, code: 'InternalFailure' } },
  sns: { throttled: { status: 429, code: 'Throttled' }, failed: { status: 500, code: 'InternalError' } },
  ses: {
    throttled: { status: 400, code: 'Throttling', message: 'Maximum sending rate exceeded.' },
    failed: { status: 500, code: 'InternalFailure' },
  },
  events: {
    throttled: { status: 400, code: 'ThrottlingException' },
    failed: { status: 500, code: 'InternalException' },
  },
  lambda: {
    throttled: { status: 429, code: 'TooManyRequestsException' },
    failed: { status: 500, code: 'ServiceException' },
  },
  secretsmanager: {
    throttled: { status: 400, code: 'ThrottlingException' },
    failed: { status: 500, code: 'InternalServiceError' },
  },
  'execute-api': {
    throttled: { status: 429, code: 'Too Many Requests' },
    failed: { status: 503, code: 'Service Unavailable' },
  },
};

/** What a service that nobody listed says. */
const usual: ServiceErrors = {
  throttled: { status: 400, code: 'ThrottlingException' },
  failed: { status: 500, code: 'InternalFailure' },
};

/** The services that are listed. */
export const listedServices = Object.keys(errors);

/** How the called service says that it has no room, or that it failed, in the protocol of the request. */
export function errorAnswer(
  kind: keyof ServiceErrors,
  call: AwsCall,
  { headers, body }: Pick<WholeRequest, 'headers' | 'body'>,
): ErrorAnswer {
  const { status, code, message = 'injected' } = (errors[call.service] ?? usual)[kind];
  if (call.service === 'execute-api') return json(status, { message: code });
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const type = status < 500 ? 'Sender' : 'Receiver';
    const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    return {
      status,
      headers: { 'content-type': 'text/xml' },
      body: `<ErrorResponse>${error}<RequestId>injected</RequestId></ErrorResponse>`,
    };
  }
  if (kind === 'throttled' && call.operation === 'TransactWriteItems') return json(400, conflict(body));
  return json(status, { __type: code, message }, { 'x-amzn-errortype': code });
}

/** A transaction that has met another one is cancelled. */
function conflict(body: Buffer): object {
  const { TransactItems } = JSON.parse(body.toString('utf8')) as { TransactItems: readonly object[] };
  const reasons = TransactItems.map((_, index) => ({ Code: index === 0 ? 'TransactionConflict' : 'None' }));
  return {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    CancellationReasons: reasons,
  };
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): ErrorAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
