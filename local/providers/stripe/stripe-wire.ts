import { createHmac } from 'node:crypto';

/** An object of Stripe's API. */
export type StripeObject = Record<string, unknown>;

/** What Stripe answers when it does not do what was asked. */
export class StripeFault extends Error {
  readonly status: number;
  readonly content: StripeObject;

  constructor(status: number, type: string, code?: string, more: StripeObject = {}) {
    super(code ?? type);
    this.status = status;
    this.content = { error: { type, ...(code !== undefined && { code }), message: `${code ?? type}.`, ...more } };
  }
}

/** A request that is wrong before anything is begun: no idempotency key remembers it. */
export class InvalidRequest extends StripeFault {
  constructor(code: string, param: string, status = 400) {
    super(status, 'invalid_request_error', code, { param });
  }
}

/** Stripe's form encoding: `metadata[orderId]=…`, `expand[0]=…`, as an object of objects and texts. */
export function decodedForm(text: string): StripeObject {
  const form: StripeObject = Object.create(null);
  for (const [key, value] of new URLSearchParams(text)) {
    const path = key.split('[').map((part) => part.replace(/\]$/, ''));
    let node = form;
    for (const part of path.slice(0, -1)) {
      node[part] ??= Object.create(null);
      node = node[part] as StripeObject;
    }
    node[path.at(-1) ?? ''] = value;
  }
  return form;
}

/** The header `Stripe-Signature`: one `v1` for each secret, as while one is replaced. */
export function stripeSignature(body: Buffer, secrets: readonly string[], timestamp: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`,
  );
  return [`t=${timestamp}`, ...signatures, `v0=${'0'.repeat(64)}`].join(',');
}

/**
 * Replaces the ids at the paths (`data.latest_charge`) by the objects that they name. A list that only comes when it is
 * asked for is named by its owner: `refunds_of_ch_…`.
 */
export function expanded(
  object: StripeObject,
  paths: readonly string[],
  find: (id: string) => StripeObject | undefined,
): StripeObject {
  const result = { ...object };
  for (const path of paths) {
    const [field = '', ...rest] = path.split('.');
    const inner = rest.length === 0 ? [] : [rest.join('.')];
    const value = result[field] ?? `${field}_of_${result.id}`;
    if (Array.isArray(value)) result[field] = value.map((item: StripeObject) => expanded(item, inner, find));
    else if (typeof value === 'string') {
      const named = find(value);
      if (named !== undefined) result[field] = expanded(named, inner, find);
    } else if (typeof value === 'object' && value !== null)
      result[field] = expanded(value as StripeObject, inner, find);
  }
  return result;
}
