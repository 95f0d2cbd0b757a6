import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { paymentMethods, providerNames, providers } from '../../../lambdas/payments/providers/registry.ts';
import { stripeEvents } from '../../../lambdas/payments/providers/stripe/stripe-events.ts';
import { secretOutput } from '../../../lib/secret-output.ts';
import { providerPorts } from '../../../local/payment-providers.ts';
import { testPayments } from './test-payments.ts';

const page = await readFile('docs/payments.md', 'utf8');

/** The row of a table of the page that is about a provider, under a heading. */
function rowOf(name: string, heading: string): string {
  const section = page.split(/^#+ /m).find((text) => text.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.trimStart().startsWith('|'));
  return rows.find((row) => row.split('|')[1]?.includes(`\`${name}\``)) ?? '';
}

describe.each(paymentMethods)('the documents', (name) => {
  it(`say how to pay with ${name}, and how long that is waited for`, async () => {
    expect(rowOf(name, 'Payments')).not.toBe('');
    const [, waits = ''] = page.split('## How long a payment is waited for');
    expect(waits.split('##')[0]).toContain(`\`${name}\``);
    expect(await readFile('docs/architecture.md', 'utf8')).toContain(`\`${name}\``);
  });
});

it('the documents name every event that Stripe is to tell', () => {
  for (const event of Object.keys(stripeEvents)) expect(page).toContain(`\`${event}\``);
});

describe.each(providerNames)('the documents', (name) => {
  const { settlement, title } = providers[name];
  const { secret } = testPayments[name];

  it(`name every field of the secret of ${name}, and the output that says which it is`, () => {
    const row = rowOf(name, 'Connecting a provider');
    for (const field of Object.keys(secret.shape)) expect(row).toContain(`\`${field}\``);
    expect(page).toContain(`\`${secretOutput(name)}\``);
  });

  it(`say whose day ${name} keeps its books by`, () => {
    const zone = settlement.aheadHours === 0 ? 'UTC' : `UTC+${settlement.aheadHours}`;
    expect(rowOf(name, 'Reconciliation').split('|')[2]).toContain(zone);
  });

  it(`say where the local ${name} listens, and what it is paid with`, () => {
    const port = providerPorts(4567).find(({ whose }) => whose === name)?.port;
    const row = rowOf(name, 'On a laptop');
    expect(row).toContain(`| ${port} |`);
    expect(row).toContain(`\`${testPayments[name].token}\``);
    expect(row).toContain(testPayments[name].currency);
    expect(page).toContain(`http://127.0.0.1:${port}/_control/pay`);
  });

  it(`of a newcomer name ${title}`, async () => {
    expect(await readFile('README.md', 'utf8')).toContain(title);
  });
});

it.each(['README.md', 'README.zh-CN.md', 'docs/payments.md'])('%s deploys every provider at once', async (file) => {
  expect(await readFile(file, 'utf8')).toContain(`--payment-providers ${providerNames.join(',')}`);
});
