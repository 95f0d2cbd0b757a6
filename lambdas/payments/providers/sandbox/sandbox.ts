import type { ProviderRecord } from '../provider-record.ts';

/** The built-in pretend provider; only some stages have it. Its secret is generated, and moves no money. */
export const sandbox = {
  title: 'sandbox',
  refundDays: 5,
  settlement: { aheadHours: 0, completeAfterHours: 0 },
} as const satisfies ProviderRecord;
