import type { IncomingHttpHeaders } from 'node:http';

/** A call of an AWS service, as far as it shows on the wire. */
export interface AwsCall {
  /** As requests are signed for it: `dynamodb`, `states`, …; `execute-api` for a call of the service's own HTTP API. */
  readonly service: string;
  readonly operation: string;
  /** What it is about: the first order that its body names, or nothing. */
  readonly subject: string;
}

/** An HTTP request, whole. */
export interface WholeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Order ids are UUIDs of version 5. */
const orderId = /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

const httpApi = '/_aws/execute-api/';

/** What a request calls. */
export function awsCallOf({ method, path, headers, body }: WholeRequest): AwsCall {
  const text = body.toString('utf8');
  const [subject = ''] = orderId.exec(`${path} ${text}`) ?? [];
  if (path.startsWith(httpApi)) {
    // The key stands for the order before the order has an id.
    const key = headers['idempotency-key']?.toString() ?? '';
    const [, , ...route] = path.slice(httpApi.length - 1).split('/');
    return {
      service: 'execute-api',
      operation: `${method} /${route.join('/').replace(subject, '…')}`,
      subject: subject || key,
    };
  }
  const [, service = 'unknown'] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return { service, operation: operationOf({ headers, path }, text), subject };
}

function operationOf({ headers, path }: Pick<WholeRequest, 'headers' | 'path'>, text: string): string {
  // The JSON protocols name it in a header, the query protocol in the body, and Lambda's paths end in it.
  const target = headers['x-amz-target']?.toString().split('.').at(-1);
  const action = /(?:^|&)Action=(\w+)/.exec(text)?.[1];
  return target ?? action ?? path.split('?')[0]?.split('/').at(-1) ?? 'unknown';
}
