import { describe, expect, it } from 'vitest';
import { CallFailed } from '../../lambdas/runtime/aws-request.ts';
import { lambda } from '../../lambdas/runtime/lambda.ts';
import { type Answer, answeringAws } from './answering-aws.ts';

const aws = answeringAws();

const ok: Answer = [200, {}, '{"b":2}'];
const failed = (status: number, kind: string): Answer => [status, { 'x-amzn-errortype': `${kind}:http://x` }, '{}'];

describe('a function', () => {
  it('is called by its name, by a signed request, and its answer comes back', async () => {
    aws.answers = [ok];

    expect(await lambda.invoke('a-function', '{"a":1}')).toEqual({ payload: '{"b":2}', functionError: undefined });

    expect(aws.calls).toMatchObject([{ url: '/2015-03-31/functions/a-function/invocations', body: '{"a":1}' }]);
    expect(aws.calls[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/eu-west-1\/lambda\/aws4_request, SignedHeaders=.*host;.*, Signature=[0-9a-f]{64}$/,
    );
    expect(aws.calls[0]?.headers['x-amz-security-token']).toBe('session');
  });

  it('that failed is told apart from one that answered', async () => {
    aws.answers = [[200, { 'x-amz-function-error': 'Unhandled' }, '{"errorType":"X"}']];

    expect(await lambda.invoke('f', '{}')).toEqual({ payload: '{"errorType":"X"}', functionError: 'Unhandled' });
    expect(aws.calls).toHaveLength(1);
  });

  it.each([
    ['Lambda has no room', failed(429, 'TooManyRequestsException')],
    ['Lambda is at fault', failed(500, 'ServiceException')],
    ['the connection is cut', undefined],
  ])('is called once more when %s, and no more', async (_case, answer) => {
    aws.answers = [answer, ok];
    expect(await lambda.invoke('f', '{}')).toMatchObject({ payload: '{"b":2}' });

    aws.answers = [answer, answer, ok];
    await expect(lambda.invoke('f', '{}')).rejects.toThrow();
    expect(aws.calls).toHaveLength(4);
  });

  it('that may not be called is called once, and Lambda’s own name of the error is told', async () => {
    aws.answers = [failed(403, 'AccessDeniedException'), ok];

    await expect(lambda.invoke('f', '{}')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(lambda.invoke('f', '{}')).resolves.not.toBeInstanceOf(CallFailed);
    expect(aws.calls).toHaveLength(2);
  });
});
