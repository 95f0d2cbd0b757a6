import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { isPaid, type PaymentStatus, paymentStatuses, paymentStatusesBefore } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrderId, aPayment, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
});

describe('a payment', () => {
  it.each([
    ['PENDING', []],
    ['AUTHORIZED', ['PENDING']],
    ['CAPTURED', ['PENDING', 'AUTHORIZED']],
    ['DECLINED', ['PENDING']],
    ['VOIDED', ['PENDING', 'AUTHORIZED']],
    ['REFUNDED', ['PENDING', 'AUTHORIZED', 'CAPTURED']],
  ] as const)('comes to %s only from %j', (to, from) => {
    expect(paymentStatusesBefore(to)).toEqual(from);
  });

  it.each([
    ['PENDING', false],
    ['AUTHORIZED', true],
    ['CAPTURED', true],
    ['DECLINED', false],
    ['VOIDED', false],
    ['REFUNDED', false],
  ] as const)('that is %s pays for the order: %s', (status, paid) => {
    expect(isPaid(status)).toBe(paid);
  });

  it.each(courses())(
    'that goes %j ends there in whatever order and however often the news of it arrives',
    async (...course) => {
      for (const [number, arrival] of arrivals(course).entries()) {
        const payments = paymentTable();
        const orderId = anOrderId(number);
        await payments.add(aPayment({ orderId }));

        for (const status of arrival) await payments.move(orderId, status, noon);

        const payment = await payments.find(orderId);
        expect(payment?.status, arrival.join()).toBe(course.at(-1));
        expect(payment?.history.map(({ status }) => status)).toEqual([
          ...new Set(payment?.history.map(({ status }) => status)),
        ]);
      }
    },
  );

  it('never goes back: each entry of its history may follow the one before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...paymentStatuses), { maxLength: 12 }), async (news) => {
        inMemoryDynamoDb();
        const payments = paymentTable();
        await payments.add(aPayment());

        for (const status of news) await payments.move(anOrderId(), status, noon);

        const history = (await payments.find(anOrderId()))?.history.map(({ status }) => status) ?? [];
        for (const [index, status] of history.slice(1).entries()) {
          expect(paymentStatusesBefore(status)).toContain(history[index]);
        }
        expect(new Set(history).size).toBe(history.length);
      }),
    );
  });

  it('that nobody recorded is not moved into being', async () => {
    expect(await paymentTable().move(anOrderId(), 'AUTHORIZED', noon)).toBe(false);
    expect(await paymentTable().find(anOrderId())).toBeUndefined();
  });
});

/** What can become of a payment at its provider. */
function courses(): readonly (readonly PaymentStatus[])[] {
  return [
    ['AUTHORIZED'],
    ['DECLINED'],
    ['VOIDED'],
    ['AUTHORIZED', 'CAPTURED'],
    ['AUTHORIZED', 'VOIDED'],
    ['AUTHORIZED', 'CAPTURED', 'REFUNDED'],
    ['CAPTURED', 'REFUNDED'],
  ];
}

/** Every order of up to five pieces of news of this course: each at least once, the first and last up to twice. */
function arrivals(course: readonly PaymentStatus[]): readonly (readonly PaymentStatus[])[] {
  const news = [...course, ...course.slice(0, 1), ...course.slice(-1)].slice(0, 5);
  return permutations(news);
}

function permutations<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, index) => permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]));
}
