import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WrongUsage } from '../../bin/command-line.ts';
import { stageFromOptions, stageOptions, stageOptionsUsage } from '../../bin/stage-options.ts';
import { contextUsage } from '../../lib/stage-context.ts';

const deploy = (...args: string[]) => spawnSync(process.execPath, ['bin/deploy.ts', ...args], { encoding: 'utf8' });

/** A file with a shop's profile, or what should be one. */
async function profile(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shop-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'shop.json');
  await writeFile(file, content);
  return file;
}

describe('npm run deploy', () => {
  it('refuses what it cannot deploy before anything is built, with a sentence for each reason', () => {
    const { status, stderr } = deploy('--stage', 'prod');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(
        /^--sender: stage prod needs .*\n--payment-providers: stage prod needs .*\n--help /,
      ),
    });
  });

  it('explains itself, with every option', () => {
    const { status, stdout } = deploy('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('npm run deploy -- --stage prod --sender');
    expect(stdout).toContain(stageOptionsUsage);
  });

  it('takes every key of the context as an option, and says what it is', () => {
    expect(Object.keys(stageOptions)).toHaveLength(Object.keys(contextUsage).length);
    expect(Object.keys(stageOptions)).toEqual(expect.arrayContaining(['payment-providers', 'alarm-email', 'issuer']));
    for (const option of Object.keys(stageOptions))
      expect(stageOptionsUsage).toMatch(new RegExp(`--${option} \\S+ +\\S`));
  });

  it.each([
    ['a stage that does not exist', { stage: 'test' }, '--stage: '],
    [
      'prod that could only refuse orders',
      { stage: 'prod', sender: 'a@shop.example' },
      '--payment-providers: stage prod',
    ],
    [
      'a provider that there is not',
      { sender: 'a@shop.example', 'payment-providers': 'cash' },
      '--payment-providers: ',
    ],
    ['dev with the sender that nobody can verify', {}, '--sender: give the address'],
    ['an issuer without its audience', { sender: 'a@shop.example', issuer: 'https://id.example' }, '--audience: give'],
  ])('refuses %s', (_, options, reason) => {
    expect(() => stageFromOptions(options)).toThrow(WrongUsage);
    expect(() => stageFromOptions(options)).toThrow(reason);
  });

  it("takes a shop's profile, from whatever folder it is called, and the CDK app after it", async () => {
    const { context, stage } = stageFromOptions({ shop: 'examples/shop.json' });
    expect(stage.shop.brands.map(({ name }) => name.en)).toEqual(['North Lane', 'Harbour & Daughters']);
    expect(context.shop).toBe(join(process.cwd(), 'examples/shop.json'));
  });

  it("refuses a shop's profile with a mistake, each by its field", async () => {
    const { brands } = JSON.parse(await readFile('examples/shop.json', 'utf8'));
    const shop = await profile(JSON.stringify({ brands: [{ ...brands[0], timeZone: 'Mars', legal: { en: [''] } }] }));
    const { status, stderr } = deploy('--stage', 'dev', '--shop', shop);
    expect(status).toBe(2);
    expect(stderr).toContain(`--shop: ${shop}: brands[0].legal.en[0]: `);
    expect(stderr).toContain(`--shop: ${shop}: brands[0].timeZone: must be an IANA time zone`);
  });

  it.each([
    ['is not there', async () => 'no-such-shop.json', /^--shop: no-such-shop\.json: ENOENT/],
    ['is no JSON', async () => profile('{'), /^--shop: .*shop\.json: .*JSON/],
    ['has no brand', async () => profile('{"brands":[]}'), /^--shop: .*shop\.json: brands: /],
  ])("refuses a shop's profile that %s", async (_, file, reason) => {
    const shop = await file();
    expect(() => stageFromOptions({ shop })).toThrow(reason);
  });

  it.each(['sender', 'shop-name', 'sms-sender-id'])("refuses --%s beside a shop's profile, which says it", (option) => {
    const value = option === 'sender' ? 'a@shop.example' : 'NorthLane';
    expect(() => stageFromOptions({ shop: 'examples/shop.json', [option]: value })).toThrow(
      `--${option}: stands in the profile examples/shop.json`,
    );
  });
});
