/** A delivery, and whether a receiver whose clock shows `now` takes it. */
export interface Vector {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly secrets: readonly string[];
  /** Seconds since 1970. */
  readonly now: number;
  readonly isTaken: boolean;
}

const signed = 1614265330;
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const other = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': String(signed),
  'webhook-signature': signature,
} as const;

/** The delivery that is published with Standard Webhooks. */
export const published = {
  headers,
  body: '{"test": 2432232314}',
  secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  now: signed,
} as const;

const without = (name: keyof typeof headers) =>
  Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name));
const changed = (values: Partial<Record<keyof typeof headers, string>>) => ({ ...headers, ...values });

/**
 * What the tests of the libraries in Standard Webhooks' own repository hold a receiver to
 * (https://github.com/standard-webhooks/standard-webhooks/tree/main/libraries).
 */
export const vectors: readonly Vector[] = [
  ...[
    { name: 'as published' },
    { name: 'a secret without its prefix', secrets: ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] },
    { name: 'one of several secrets', secrets: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', ...published.secrets] },
    {
      name: 'one of several signatures',
      headers: changed({ 'webhook-signature': [other, other.replace('v1', 'v2'), signature, other].join(' ') }),
    },
    { name: 'as old as it may be', now: signed + 300 },
    { name: 'as far ahead as it may be', now: signed - 300 },
  ].map((vector) => ({ ...published, ...vector, isTaken: true })),
  ...[
    { name: 'too old', now: signed + 301 },
    { name: 'too far ahead', now: signed - 301 },
    { name: 'without id', headers: without('webhook-id') },
    { name: 'without timestamp', headers: without('webhook-timestamp') },
    { name: 'without signature', headers: without('webhook-signature') },
    { name: 'another signature', headers: changed({ 'webhook-signature': 'v1,dawfeoifkpqwoekfpqoekf' }) },
    { name: 'part of a signature', headers: changed({ 'webhook-signature': signature.slice(0, 8) }) },
    { name: 'an empty signature', headers: changed({ 'webhook-signature': 'v1,' }) },
    { name: 'another version', headers: changed({ 'webhook-signature': signature.replace('v1', 'v2') }) },
    { name: 'no version', headers: changed({ 'webhook-signature': signature.slice(3) }) },
    { name: 'a fraction', headers: changed({ 'webhook-timestamp': '1614265330.0' }) },
    { name: 'words for a timestamp', headers: changed({ 'webhook-timestamp': 'invalid timestamp' }) },
    { name: 'a timestamp below 0', headers: changed({ 'webhook-timestamp': '-1614265330' }) },
    { name: 'another timestamp', headers: changed({ 'webhook-timestamp': String(signed + 1) }) },
    { name: 'another id', headers: changed({ 'webhook-id': 'msg_other' }) },
    { name: 'another body', body: '{"test":2432232314}' },
    { name: 'another secret', secrets: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'] },
  ].map((vector) => ({ ...published, ...vector, isTaken: false })),
];
