/** Puts one product with plenty of stock on sale, in a new database. */
import { rmSync, writeFileSync } from 'node:fs';
import core from '@vendure/core';
import { populate } from '@vendure/core/cli/index.js';
import { config } from './config.mjs';

const initialData = {
  defaultLanguage: 'en',
  defaultZone: 'Europe',
  countries: [{ name: 'United Kingdom', code: 'GB', zone: 'Europe' }],
  taxRates: [{ name: 'Standard Tax', percentage: 20 }],
  shippingMethods: [{ name: 'Standard', price: 500 }],
  paymentMethods: [
    {
      name: 'Standard Payment',
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  ],
  collections: [],
  roles: [],
};

for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`./bench.sqlite${suffix}`, { force: true });
writeFileSync(
  './products.csv',
  `name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets
tea,tea,Green tea,,,,,TEA-250,10.00,standard,1000000,true,,
`,
);
const app = await populate(() => core.bootstrap(config), initialData, './products.csv');
await app.close();
// At an orderly exit, the driver crashes under Node.js 24.
process.kill(process.pid, 'SIGKILL');
