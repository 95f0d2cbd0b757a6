import { join, relative } from 'node:path';
import { runCommand } from '../bin/command-line.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { readInvoices } from './invoices.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { seed } from './seed.ts';
import { cloudOptions, cloudOptionsFrom, cloudOptionsUsage } from './settings.ts';

/** Starts the local cloud with a catalogue, says how to place an order, and shows each notice that a customer gets. */
await runCommand({
  usage: `Keeps a local cloud up: the whole service on this machine, with a catalogue and a curl line to paste.

  npm start -- [options]

${cloudOptionsUsage}`,
  options: cloudOptions,
  async run({ values }) {
    const options = cloudOptionsFrom(values);
    console.log('Starting the local cloud …');
    const startedAt = Date.now();
    const cloud = await startCloud(options);
    const { products } = await seed({ ...cloud, invoices: await readInvoices() });
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`Ready after ${seconds} s${cloud.reused ? ', using the cloud that runs already' : ''}.\n`);
    console.log(await welcome(cloud, products));
    if (cloud.reused) return 0;

    const mailbox = await openMailbox(cloud.endpoint, join(cloud.dataFolder, 'mail'));
    const timer = setInterval(() => deliver(mailbox), 1000);
    timer.ref();
    await cloud.failed;
    throw new Error(`The emulator has ended; see ${cloud.logFile}`);
  },
});

async function deliver(mailbox: Mailbox): Promise<void> {
  try {
    for (const { channel, to, summary, files } of await mailbox.collect()) {
      console.log(`${channel} to ${to}: ${summary}\n  ${relative(process.cwd(), files[0] ?? '')}`);
    }
  } catch {
    // The emulator is on its way out, and says so itself.
  }
}

async function welcome({ endpoint, issuer, apiUrl, dataFolder, logFile, storefrontToken }: Cloud, products: number) {
  const order = {
    currency: 'GBP',
    lines: [{ sku: '85123A', quantity: 6 }],
    contact: { email: 'ada@customer.example' },
    locale: 'en',
    shippingAddress: {
      name: 'Ada Byron',
      line1: '12 St James Square',
      city: 'London',
      postalCode: 'SW1Y 4JH',
      country: 'GB',
    },
    payment: { provider: 'sandbox', token: 'sandbox-authorised' },
  };
  return `  API           ${apiUrl}
  AWS endpoint  ${endpoint}  (region us-east-1, any credentials)
  Issuer        ${issuer}  (clients storefront-a and storefront-b, secret = the name followed by -secret)
  Catalogue     ${products} products
  Mail          ${join(dataFolder, 'mail')}
  Data          ${dataFolder}
  Log           ${logFile}

Place an order:

curl -i '${apiUrl}/orders' -H 'content-type: application/json' -H "idempotency-key: $(date +%s)$RANDOM" \\
  -H 'authorization: Bearer ${await storefrontToken()}' \\
  -d '${JSON.stringify(order)}'

Ctrl-C stops everything.
`;
}
