import { awsRequest } from './aws-request.ts';

/** What a function answered. */
export interface FunctionAnswer {
  /** JSON; of one that failed, its error. */
  readonly payload: string;
  /** What kind of error it failed with; absent where it did not. */
  readonly functionError?: string | undefined;
}

/** Calls functions; the SDK's client for that is 90 KB. */
export const lambda = {
  /**
   * Calls a function and waits for its answer. A call that Lambda did not answer is made once more: it may have run.
   * @param functionName its name or ARN
   * @throws CallFailed
   */
  async invoke(functionName: string, payload: string): Promise<FunctionAnswer> {
    const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
    const { body, headers } = await awsRequest('lambda', path, { 'content-type': 'application/json' }, payload);
    return { payload: body, functionError: headers['x-amz-function-error'] };
  },
};
