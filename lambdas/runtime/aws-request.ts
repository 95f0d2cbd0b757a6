import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { awsClientSettings } from './aws-client-settings.ts';
import { awsEndpoint } from './aws-endpoint.ts';
import { environment } from './environment.ts';
import { defaultProvider } from './environment-credentials.ts';

/** A service of AWS refused a call, or gave no answer. In the shape of the SDK's own errors, by which others know them. */
export class CallFailed extends Error {
  /** AWS's own name of the error. */
  override readonly name: string;
  readonly $metadata: { readonly httpStatusCode?: number };

  constructor(name: string, status?: number, said = '', options?: ErrorOptions) {
    super(`AWS answered ${status ?? 'nothing'}, ${name} ${said}`.trimEnd(), options);
    this.name = name;
    this.$metadata = status === undefined ? {} : { httpStatusCode: status };
  }
}

/** What a service answered. */
export interface AwsAnswer {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const longestPauseMilliseconds = 100;

const http = /* @__PURE__ */ new NodeHttpHandler();

/**
 * A call of a service of AWS with the function's rights, made by the SDK's own parts and, as the SDK's client does with
 * our settings, once more where the service had no room or gave no answer: it may have been done. A client brings the
 * shapes of all that it could ask, which no bundler can tell from what is asked.
 * @throws CallFailed
 */
export async function awsRequest(
  service: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<AwsAnswer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await requestOnce(service, path, headers, body);
    } catch (error) {
      const failed = error as Parameters<typeof isTransientError>[0];
      const isRepeated = isThrottlingError(failed) || isTransientError(failed);
      if (!isRepeated || attempt === awsClientSettings.maxAttempts) throw error;
      await pause(Math.random() * longestPauseMilliseconds);
    }
  }
}

async function requestOnce(
  service: string,
  path: string,
  more: Readonly<Record<string, string>>,
  body: string,
): Promise<AwsAnswer> {
  const region = environment('AWS_REGION');
  const { protocol, hostname, port, host } = new URL(awsEndpoint(service, region));
  const trace = process.env._X_AMZN_TRACE_ID;
  const request = new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path,
    headers: { host, ...more, ...(trace !== undefined && { 'x-amzn-trace-id': trace }) },
    body,
  });
  const signer = new SignatureV4({ service, region, credentials: defaultProvider(), sha256: Sha256 });
  const signed = (await signer.sign(request)) as HttpRequest;
  const { status, answer } = await answered(signed);
  if (status >= 300) throw failure(status, answer);
  return answer;
}

async function answered(request: HttpRequest): Promise<{ readonly status: number; readonly answer: AwsAnswer }> {
  try {
    const { response } = await http.handle(request);
    return { status: response.statusCode, answer: { body: await text(response.body), headers: response.headers } };
  } catch (error) {
    throw new CallFailed('NoAnswer', undefined, '', { cause: error });
  }
}

/** The error in an answer: its name stands in a header, or in the body of a JSON protocol. */
function failure(status: number, { body, headers }: AwsAnswer): CallFailed {
  const { __type: type = 'unknown', message } = errorIn(body);
  const [name = type] = (headers['x-amzn-errortype'] ?? type).split(':');
  return new CallFailed(name.split('#').at(-1) ?? name, status, message);
}

function errorIn(body: string): { readonly __type?: string; readonly message?: string } {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
