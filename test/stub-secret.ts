import { vi } from 'vitest';

/** Lets Secrets Manager answer with this text from now on; every other request goes its way. */
export function stubSecret(text: string): void {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubGlobal('fetch', async (input: Request | string | URL, init?: RequestInit) =>
    new Request(input, init).headers.get('x-amz-target') === 'secretsmanager.GetSecretValue'
      ? Response.json({ SecretString: text })
      : realFetch(input, init),
  );
}

const realFetch = globalThis.fetch;
