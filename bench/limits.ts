/** Which of AWS's quotas binds at a rate of orders, from what the meter counted of an order, and what to raise. */
import { runCommand, WrongUsage } from '../bin/command-line.ts';
import type { CostResult } from './cost/cost-page.ts';
import { headline } from './cost/outcome.ts';
import { demandOf, limitsTable, shownRates, usualSku } from './limits-page.ts';
import { elsewhere, type Mode, type QuotaName, quotaNames, quotas } from './quotas.ts';
import { recorded } from './results.ts';
import { table } from './table.ts';

const usage = `Says which of AWS's quotas binds at a rate of orders, and what to raise.

  npm run bench:limits                                   at ${shownRates.join(', ')} orders a second, with AWS's default quotas
  npm run bench:limits -- --rates 50,500 --quota 'Lambda at once=5000'

  --rates LIST           orders a second
  --quota NAME=N         what an account has been granted; as often as needed. With --list, the names
  --elsewhere            the smaller defaults of all but the three largest regions
  --hot SHARE            the share of the orders that want the same SKU (${usualSku.share})
  --shards N             over which its stock is spread (${usualSku.shards})
  --list                 every quota, with its default and where it is documented`;

await runCommand({
  usage,
  options: {
    rates: { type: 'string' },
    quota: { type: 'string', multiple: true },
    elsewhere: { type: 'boolean' },
    hot: { type: 'string' },
    shards: { type: 'string' },
    list: { type: 'boolean' },
  },
  async run({ values }) {
    if (values.list) {
      const rows = quotaNames.map((name) => [
        name,
        String(quotas[name].default),
        quotas[name].what,
        quotas[name].source,
      ]);
      console.log(table(['quota', 'default', 'what', 'source'], rows, [0, 2, 3]));
      return;
    }
    const rates = values.rates?.split(',').map((rate) => positive('--rates', rate)) ?? shownRates;
    const hot = {
      share: values.hot === undefined ? usualSku.share : positive('--hot', values.hot, 1),
      shards: values.shards === undefined ? usualSku.shards : positive('--shards', values.shards, 32),
    };
    const have = { ...(values.elsewhere && elsewhere), ...Object.fromEntries((values.quota ?? []).map(quotaOf)) };
    const modes = await recorded<Readonly<Record<Mode, CostResult>>>('cost').catch(() => {
      throw new Error('Nothing has been counted yet: npm run bench:cost -- --write');
    });
    for (const [mode, { outcomes }] of Object.entries(modes) as [Mode, CostResult][]) {
      const order = outcomes.find(({ name }) => name === headline);
      if (order !== undefined) console.log(`${mode}:\n\n${limitsTable(mode, demandOf(order), rates, hot, have)}\n`);
    }
  },
});

function positive(option: string, text: string, max = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (!(value > 0 && value <= max)) throw new WrongUsage(`${option} ${text}: give a number above 0, at most ${max}.`);
  return value;
}

function quotaOf(text: string): [QuotaName, number] {
  const [name = '', number = ''] = text.split('=');
  const known = quotaNames.find((quota) => quota === name);
  if (known === undefined) throw new WrongUsage(`--quota ${text}: one of ${quotaNames.join(', ')}.`);
  return [known, positive('--quota', number)];
}
