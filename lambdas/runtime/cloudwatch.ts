import { awsEndpoint } from './aws-endpoint.ts';
import { environment } from './environment.ts';
import { signedFetch } from './signed-fetch.ts';

const timeoutMilliseconds = 5_000;

/**
 * One call of CloudWatch, in its JSON protocol, which its SDK client speaks too.
 * @throws Error when it does not answer
 */
export async function cloudWatch<Answer>(operation: string, input: object): Promise<Answer> {
  const answer = await signedFetch(
    'monitoring',
    awsEndpoint('monitoring', environment('AWS_REGION')),
    {
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
      },
      body: JSON.stringify(input),
    },
    timeoutMilliseconds,
  );
  if (!answer.ok) throw new Error(`CloudWatch answered ${answer.status} to ${operation}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** A moment as the JSON protocol writes it: epoch seconds. */
export function momentOf(timestamp: number | string): number {
  return typeof timestamp === 'number' ? timestamp * 1000 : Date.parse(timestamp);
}
