import { vi } from 'vitest';

/** What signs the links to orders' pages, in tests. */
export const pageKey = { id: 0, key: 'the key of the links to pages, in tests' } as const;

/** By which what is personal stands in the index of orders, in tests. */
export const searchKey = 'the key of the index of orders, in tests';

/**
 * Lets Secrets Manager answer with this text from now on, but for the key of the links to pages and that of the index of orders, which
 * there always are;
 * every other request goes its way.
 */
export function stubSecret(text?: string): void {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubGlobal('fetch', async (input: Request | string | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    if (request.headers.get('x-amz-target') !== 'secretsmanager.GetSecretValue') return realFetch(input, init);
    const { SecretId } = (await request.json()) as { readonly SecretId: string };
    if (SecretId === process.env.ORDER_PAGE_KEY_ARN) return Response.json({ SecretString: JSON.stringify(pageKey) });
    if (SecretId === process.env.SEARCH_KEY_ARN) return Response.json({ SecretString: searchKey });
    return text === undefined ? realFetch(input, init) : Response.json({ SecretString: text });
  });
}

const realFetch = globalThis.fetch;
