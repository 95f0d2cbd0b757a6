import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { awsClientSettings } from './aws-client-settings.ts';
import { awsEndpoint } from './aws-endpoint.ts';
import { environment } from './environment.ts';
import { defaultProvider } from './environment-credentials.ts';

/** What a function answered. */
export interface FunctionAnswer {
  /** JSON; of one that failed, its error. */
  readonly payload: string;
  /** What kind of error it failed with; absent where it did not. */
  readonly functionError?: string | undefined;
}

/** Lambda did not call the function, or did not say what came of it. `kind`: Lambda's own name of the error. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly kind: string;
  readonly status: number;

  constructor(kind: string, status: number) {
    super(`Lambda answered ${status} ${kind}`);
    this.kind = kind;
    this.status = status;
  }
}

/** What AWS's SDK repeats too: no answer, no room, or a fault of Lambda's. */
const repeatedStatuses: readonly number[] = [429, 500, 502, 503, 504];
const longestPauseMilliseconds = 100;

const http = new NodeHttpHandler();

/**
 * Calls functions, as the SDK's client does with our settings. That client brings 90 KB, most of it the shapes of
 * operations that nobody calls, which no bundler can tell from those that somebody does.
 */
export const lambda = {
  /**
   * Calls a function and waits for its answer. A call that Lambda did not answer is made once more: it may have run.
   * @param functionName its name or ARN
   * @throws CallFailed
   */
  async invoke(functionName: string, payload: string): Promise<FunctionAnswer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await invokeOnce(functionName, payload);
      } catch (error) {
        const isRepeated = !(error instanceof CallFailed) || repeatedStatuses.includes(error.status);
        if (!isRepeated || attempt === awsClientSettings.maxAttempts) throw error;
        await pause(Math.random() * longestPauseMilliseconds);
      }
    }
  },
};

async function invokeOnce(functionName: string, payload: string): Promise<FunctionAnswer> {
  const region = environment('AWS_REGION');
  const { protocol, hostname, port, host } = new URL(awsEndpoint('lambda', region));
  const trace = process.env._X_AMZN_TRACE_ID;
  const request = new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`,
    headers: { host, 'content-type': 'application/json', ...(trace !== undefined && { 'x-amzn-trace-id': trace }) },
    body: payload,
  });
  const signer = new SignatureV4({ service: 'lambda', region, credentials: defaultProvider(), sha256: Sha256 });
  const { response } = await http.handle((await signer.sign(request)) as HttpRequest);
  const answer = await text(response.body);
  const { statusCode, headers } = response;
  if (statusCode >= 300) throw new CallFailed(headers['x-amzn-errortype']?.split(':')[0] ?? 'unknown', statusCode);
  return { payload: answer, functionError: headers['x-amz-function-error'] };
}
