import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startCloud } from '../../local/cloud.ts';

let dataFolder: string;
let server: Server;
let port: number;

/** What stands for a cloud that another process runs: it answers as emulator and as issuer. */
beforeEach(async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', '');
  vi.stubEnv('LOCAL_PORT', '');
  dataFolder = await mkdtemp(join(tmpdir(), 'joining-'));
  server = createServer((request, response) => {
    const isIssuer = request.url?.startsWith('/.well-known/') === true;
    response.end(JSON.stringify(isIssuer ? { issuer: `http://127.0.0.1:${port}` } : []));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${port}`;
  const context = { paymentWaitSeconds: '20' };
  const cloud = { pid: 4711, phase: 'ready', endpoint: url, issuer: url, logFile: 'cloud.log', context };
  await writeFile(join(dataFolder, 'cloud.json'), JSON.stringify(cloud));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dataFolder, { recursive: true });
});

describe('a start on a data folder where a cloud runs already', () => {
  const runs = () => `A cloud (process 4711, http://127.0.0.1:${port}) runs on ${dataFolder}`;

  it('refuses another port', async () => {
    await expect(startCloud({ dataFolder, port: 4600 })).rejects.toThrow(
      `${runs()}; stop it, or choose another --data for a second one on port 4600.`,
    );
  });

  it('refuses another port that the environment names', async () => {
    vi.stubEnv('LOCAL_PORT', '4600');
    await expect(startCloud({ dataFolder })).rejects.toThrow('for a second one on port 4600.');
  });

  it('refuses to begin afresh', async () => {
    await expect(startCloud({ dataFolder, fresh: true })).rejects.toThrow(
      `${runs()}; stop it before you start afresh.`,
    );
  });

  it('refuses other settings', async () => {
    await expect(startCloud({ dataFolder, context: { paymentWaitSeconds: '30' } })).rejects.toThrow(
      `${runs()} with other settings; stop it, or choose another --data and --port.`,
    );
  });
});
