import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compileDisposableDomains, packedModule } from '../../lambdas/order-risk/compile-disposable-domains.ts';
import { packedDomains } from '../../lambdas/order-risk/disposable-domains.generated.ts';
import { projectFolder } from '../../local/settings.ts';

const domains = inflateRawSync(Buffer.from(packedDomains, 'base64')).toString('utf8').split('\n');

describe('the list of disposable domains', () => {
  it('has thousands, sorted, and none of those where everybody has a mailbox', () => {
    expect(domains.length).toBeGreaterThan(5_000);
    expect(domains).toEqual([...new Set(domains)].sort());
    const everybodys = [
      'gmail.com',
      'outlook.com',
      'yahoo.com',
      'icloud.com',
      'qq.com',
      '163.com',
      'gmx.de',
      'proton.me',
    ];
    expect(domains.filter((domain) => everybodys.includes(domain))).toEqual([]);
  });

  it('is what its command packs', async () => {
    expect(compileDisposableDomains(domains.join('\n'))).toBe(await readFile(packedModule, 'utf8'));
  });

  it('is refused where it is none: nothing is written', async () => {
    const file = join(tmpdir(), `not-a-list-${process.pid}`);
    await writeFile(file, '<html>404</html>');
    const packing = promisify(execFile)(process.execPath, ['bin/disposable-domains.ts', file], { cwd: projectFolder });
    await expect(packing).rejects.toMatchObject({ stderr: expect.stringContaining('not a domain in lower case') });
    expect(() => compileDisposableDomains('one.example\ntwo.example')).toThrow('only 2 domains');
  });
});
