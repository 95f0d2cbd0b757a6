import { join, relative } from 'node:path';
import { runCommand } from '../bin/command-line.ts';
import { formatDuration } from '../bin/operations/format-duration.ts';
import { exampleOrder } from '../lambdas/api/examples.ts';
import { localCarriersUrl } from './carriers.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { readInvoices } from './invoices.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { localProviderUrls } from './payment-providers.ts';
import { seed } from './seed.ts';
import { cloudOptions, cloudOptionsFrom, cloudOptionsUsage } from './settings.ts';
import { startReport } from './start-report.ts';

/** Starts the local cloud with a catalogue, says how to place an order, and shows each notice that a customer gets. */
await runCommand({
  usage: `Keeps a local cloud up: the whole service on this machine, with a catalogue and a curl line to paste.

  npm start -- [options]

${cloudOptionsUsage}`,
  options: cloudOptions,
  async run({ values }) {
    console.log('Starting the local cloud (the first time it installs an emulator and deploys) …');
    const startedAt = Date.now();
    const report = startReport();
    const cloud = await startCloud({ ...cloudOptionsFrom(values), withPages: true, report }).finally(report.done);
    const { products } = await seed({ ...cloud, invoices: await readInvoices() });
    console.log(`${howItStands(cloud)} after ${formatDuration(Date.now() - startedAt)}.\n`);
    console.log(await welcome(cloud, products));
    if (cloud.reused) return 0;

    const mailbox = await openMailbox(cloud.dataFolder);
    let shown = Promise.resolve();
    setInterval(() => {
      shown = shown.then(() => show(mailbox));
    }, 1000);
    await cloud.failed;
    throw new Error(`The emulator has ended; see ${cloud.logFile}`);
  },
});

function howItStands({ reused, runBy, deployed }: Cloud): string {
  if (!reused) return 'Ready';
  return `Joined the cloud that process ${runBy} runs${deployed ? ', and brought it up to date,' : ''}`;
}

async function show(mailbox: Mailbox): Promise<void> {
  try {
    for (const { channel, to, summary, files } of await mailbox.collect()) {
      console.log(`${channel} to ${to}: ${summary}\n  ${relative(process.cwd(), files[0] ?? '')}`);
    }
  } catch (error) {
    console.error(`A message could not be shown: ${error instanceof Error ? error.message : error}`);
  }
}

async function welcome(cloud: Cloud, products: number): Promise<string> {
  const { endpoint, issuer, apiUrl, pages, dataFolder, logFile, runBy, storefrontToken } = cloud;
  const providers = localProviderUrls(Number(new URL(issuer).port));
  const shown =
    pages === undefined
      ? ''
      : `  Storefront    ${pages.storefront}  (examples/storefront: buy something)
  Reference     ${pages.reference}  (of the API)
`;
  return `${shown}  Order desk    ${apiUrl}/console  (for who operates the service: press Sign in, and say who you are)
  API           ${apiUrl}
  AWS endpoint  ${endpoint}  (region us-east-1, any credentials)
  Issuer        ${issuer}  (clients storefront-a, storefront-b and, for staff, back-office; secret = the name followed by -secret)
${Object.entries(providers)
  .map(([name, url]) => `  ${name.padEnd(12)}  ${url}  (docs/payments.md, "On a laptop")`)
  .join('\n')}
  Carriers      ${localCarriersUrl(Number(new URL(issuer).port))}  (docs/carriers.md, "On a laptop")
  Catalogue     ${products} products
  Mail          ${join(dataFolder, 'mail')}  (what customers and the stock keeper get)
  Data          ${dataFolder}
  Log           ${logFile}

Place an order:

curl -i '${apiUrl}/orders' -H 'content-type: application/json' -H "idempotency-key: $(date +%s)$RANDOM" \\
  -H 'authorization: Bearer ${await storefrontToken()}' \\
  -d '${JSON.stringify(exampleOrder)}'

For a storefront of your own (client/README.md):

export API=${apiUrl} ISSUER=${issuer} CLIENT_ID=storefront-a CLIENT_SECRET=storefront-a-secret

A token for staff (docs/inventory.md):

curl -s -u back-office:back-office-secret -d grant_type=client_credentials ${issuer}/token

${runBy === undefined ? 'Ctrl-C stops everything.' : `It runs in process ${runBy}: Ctrl-C there stops it.`}
`;
}
