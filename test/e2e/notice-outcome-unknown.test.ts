import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { anOrderOf, onSale } from './catalogue.ts';
import { countDeadLetters, deadLetter, documents, execution, outputs, redrive, withEnvironment } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { accepted } from './storefront.ts';
import { alone } from './turn.ts';

alone();

const run = promisify(execFile);
const { dataFolder } = inject('service');

/** The operator's command, as it is typed. */
const notice = (...args: string[]) => run('node', ['bin/notice.ts', '--data', dataFolder, ...args]);

/** An order whose notice broke off in the moment of sending: claimed, and never recorded. */
async function brokenOff(email: string): Promise<string> {
  const sku = await onSale();
  const orderId = await withEnvironment('NotifyCustomerFunction', { ORDERS_TABLE: 'no-such-table' }, async () => {
    const id = await accepted(anOrderOf(sku, { contact: { email } }));
    await execution(id);
    return id;
  });
  await deadLetter(orderId);
  await documents.send(
    new PutCommand({
      TableName: outputs.OrdersTable,
      Item: {
        pk: `ORDER#${orderId}`,
        sk: 'NOTICE#order-confirmed#email',
        event: 'order-confirmed',
        channel: 'email',
        state: 'SENDING',
        at: new Date().toISOString(),
      },
    }),
  );
  await redrive(orderId);
  return orderId;
}

describe('a notice that broke off in the moment of sending', () => {
  it('is not sent again by itself: the execution fails, an operator is called, and decides that it is to be sent', async () => {
    const email = `${randomUUID()}@customer.example`;
    const orderId = await brokenOff(email);
    expect(await execution(orderId)).toMatchObject({ status: 'FAILED', error: 'NoticeOutcomeUnknown' });
    await eventually('a second dead letter', async () => (await countDeadLetters(orderId)) === 2);
    expect(await emailsTo(email)).toHaveLength(0);

    const { stdout } = await notice(orderId, 'email', 'again');
    await redrive(orderId);

    expect(stdout).toContain(`npm run redrive -- ${orderId}`);
    expect((await execution(orderId)).status).toBe('SUCCEEDED');
    expect(await emailsTo(email)).toHaveLength(1);
  });

  it('counts as sent when the operator says so', async () => {
    const email = `${randomUUID()}@customer.example`;
    const orderId = await brokenOff(email);
    await execution(orderId);

    await notice(orderId, 'email', 'sent');
    await redrive(orderId);

    expect((await execution(orderId)).status).toBe('SUCCEEDED');
    expect(await emailsTo(email)).toHaveLength(0);
  });

  it('is what the command is for, and nothing else', async () => {
    await expect(notice(randomUUID(), 'email', 'again')).rejects.toMatchObject({ code: 1 });
    await expect(notice('nonsense', 'pigeon', 'again')).rejects.toMatchObject({ code: 2 });
  });
});
