/** Learns from a shop's parcels how long they take, measures how often that is right, and writes the file that is shipped. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../bin/command-line.ts';
import { projectFolder } from '../local/settings.ts';
import { modelOf, written } from './delivery/delivery-file.ts';
import { deliveryPage } from './delivery/delivery-page.ts';
import { generatedHistory } from './delivery/generated-history.ts';
import { readHistory } from './delivery/history.ts';
import { judgeDelivery } from './delivery/judge-delivery.ts';
import { record } from './figures.ts';

const usage = `Learns how long parcels take, measures by rolling origin how often that is right, and writes the file that is shipped.

  npm run train                                          from generated parcels, which no shop goes by
  npm run train -- --history FILE                        from a shop's own: one JSON object a line (docs/models/delivery.md)

  --write                writes lambdas/delivery-forecast/model.json, and the figures into docs/models/delivery.md`;

await runCommand({
  usage,
  options: { history: { type: 'string' }, write: { type: 'boolean' } },
  async run({ values: { history: file, write } }) {
    const history = file === undefined ? generatedHistory() : readHistory(await readFile(file, 'utf8'));
    if (history.length === 0) throw new Error('The history has no parcels.');
    const model = modelOf(history, file === undefined);
    const name = file === undefined ? 'Generated parcels' : "The shop's own parcels";
    const result = judgeDelivery(`${name} (SHA-256 ${model.history.slice(0, 16)}…)`, history);
    console.log(`${deliveryPage(result)}\n\nThe file: ${written(model).length} bytes.`);
    if (!write) return;
    await writeFile(join(projectFolder, 'lambdas', 'delivery-forecast', 'model.json'), written(model));
    await record('delivery', result);
  },
});
