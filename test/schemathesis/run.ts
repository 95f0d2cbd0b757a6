import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, wholeNumber } from '../../bin/command-line.ts';
import { routes } from '../../lambdas/api/routes.ts';
import { type Cloud, withCloud } from '../../local/cloud.ts';
import type { Storefront } from '../../local/identity-provider.ts';
import { installPythonPackages, python } from '../../local/python-packages.ts';
import { cloudOptions, cloudOptionsFrom, cloudOptionsUsage } from '../../local/settings.ts';
import { startReport } from '../../local/start-report.ts';
import { runTethered } from '../../local/tethered.ts';

const usage = `Sends requests that schemathesis makes of the API's document, valid and not, and holds each answer to the document: none of
500 or more, no status, header or body that it does not name.

  npm run test:schemathesis -- --requests 10000 --seed 1

  --requests N           how many at least, half by a storefront, half by staff (10000); bounds of each field come on top
  --seed N               the same seed makes the same requests (1)
${cloudOptionsUsage}

It runs on a cloud of its own (port 4750, data folder .local/schemathesis-cloud), with the schemathesis of PyPI, which is installed
once, into .local/schemathesis. Exit code 1 where an answer was not as the document says.`;

/** Who calls: each sees other routes from within, and is refused at others. */
const callers = {
  staff: { client: 'back-office', scope: 'orders:read orders:staff' },
  'a storefront': { client: 'storefront-a', scope: 'orders:write orders:read' },
} as const satisfies Record<string, { client: Storefront; scope: string }>;

/** What an answer is held to. Others of its checks ask for what the API promises nowhere, such as that an order of any SKU is taken. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

await runCommand({
  usage,
  options: { ...cloudOptions, requests: { type: 'string' }, seed: { type: 'string' } },
  async run({ values }) {
    const requests = wholeNumber('--requests', values.requests) ?? 10_000;
    const seed = wholeNumber('--seed', values.seed, { min: 0 }) ?? 1;
    const given = cloudOptionsFrom(values);
    const report = startReport();
    const packages = await installPythonPackages(
      { what: 'schemathesis', folder: 'schemathesis', requirements: join(import.meta.dirname, 'requirements.txt') },
      { onProgress: (progress) => report.progress(progress) },
    );
    const options = { ...given, port: given.port ?? 4750, dataFolder: given.dataFolder ?? '.local/schemathesis-cloud' };
    return withCloud({ ...options, report }, async (cloud) => {
      report.done();
      const codes: number[] = [];
      for (const [caller, credentials] of Object.entries(callers)) {
        say(`\nAs ${caller}:`);
        const token = await cloud.storefrontToken(credentials);
        codes.push(await schemathesis(cloud, packages, { token, seed, requests: requests / 2 }));
      }
      return codes.every((code) => code === 0) ? 0 : 1;
    }).finally(report.done);
  },
});

/** @returns its exit code: 0 where it has found nothing */
async function schemathesis(
  { apiUrl, dataFolder }: Cloud,
  packages: string,
  { token, seed, requests }: { readonly token: string; readonly seed: number; readonly requests: number },
): Promise<number> {
  const document = join(dataFolder, 'openapi.json');
  await writeFile(document, JSON.stringify(withoutPatterns(await (await fetch(`${apiUrl}/openapi.json`)).json())));
  const examples = Math.ceil(requests / Object.keys(routes).length);
  // By one worker: where several parse at once, Python 3.11 fails ("AST constructor recursion depth mismatch").
  return runTethered(
    [
      ...[python, '-m', 'schemathesis.cli', 'run', document, '--url', apiUrl],
      ...['--header', `Authorization: Bearer ${token}`, '--checks', checks.join(','), '--continue-on-failure'],
      ...['--phases', 'examples,coverage,fuzzing', '--max-examples', String(examples), '--seed', String(seed)],
      ...['--request-timeout', '60', '--suppress-health-check', 'all'],
    ],
    { cwd: packages, env: { ...process.env, PYTHONPATH: packages }, onLine: say },
  );
}

/**
 * The document as schemathesis can make requests of it: to find a text that fits our pattern of an e-mail address or a
 * time, but not the format beside it, takes it minutes.
 */
function withoutPatterns(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutPatterns);
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).filter(([keyword]) => !(keyword === 'pattern' && 'format' in part));
  return Object.fromEntries(entries.map(([keyword, inner]) => [keyword, withoutPatterns(inner)]));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
