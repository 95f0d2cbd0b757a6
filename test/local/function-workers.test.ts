import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { patienceSeconds } from '../patiently.ts';
import { deployFunction, invoke, processesOf } from './functions.ts';

describe('a function that fails', () => {
  it('keeps the name of its error, so that a Catch by name matches', async () => {
    const name = await deployFunction(`
      class OutOfStock extends Error { name = 'OutOfStock' }
      throw new OutOfStock('short of A-1');`);
    const { result, error } = await invoke(name);
    expect(error).toBe('Unhandled');
    expect(result).toMatchObject({ errorType: 'OutOfStock', errorMessage: 'short of A-1' });
    expect((result as { trace: string[] }).trace[0]).toBe('OutOfStock: short of A-1');
  });

  it('goes on with the same process, as a handler that throws leaves its environment alone', async () => {
    const name = await deployFunction(`
      globalThis.calls = (globalThis.calls ?? 0) + 1;
      if (event.fail) throw new Error('once');
      return globalThis.calls;`);
    await invoke(name, { fail: true });
    expect((await invoke(name)).result).toBe(2);
  });

  it('is Runtime.ExitError when its process dies, and the next invocation gets a new one', async () => {
    const name = await deployFunction(`if (event.die) process.kill(process.pid, 'SIGKILL'); return process.pid;`);
    const { result: before } = await invoke(name);
    const died = await invoke(name, { die: true });
    expect(died.result).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((died.result as { errorMessage: string }).errorMessage).toContain('signal: killed');
    expect((await invoke(name)).result).not.toBe(before);
  });

  it('is Runtime.ExitError when somebody kills its process at work', async () => {
    const name = await deployFunction('await new Promise(() => { setInterval(() => {}, 1000); });');
    const invocation = invoke(name);
    const [busy] = await until('a process at work', patienceSeconds, async () => {
      const found = (await processesOf(name)).filter((one) => one.busy);
      return found.length > 0 && found;
    });
    process.kill(busy?.pid ?? 0, 'SIGKILL');
    expect((await invocation).result).toMatchObject({ errorType: 'Runtime.ExitError' });
  });

  it('is Sandbox.Timedout when it takes too long, and its process is not used again', async () => {
    const name = await deployFunction('if (event.hang) for (;;); return process.pid;', { timeoutSeconds: 1 });
    const { result: before } = await invoke(name);
    const { result } = await invoke(name, { hang: true });
    expect(result).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect((result as { errorMessage: string }).errorMessage).toMatch(/Task timed out after 1.00 seconds$/);
    expect((await invoke(name)).result).not.toBe(before);
  });

  it('is Runtime.UnhandledPromiseRejection when a promise that nobody awaits rejects', async () => {
    const name = await deployFunction(`Promise.reject(new Error('lost')); await new Promise(() => {});`);
    expect((await invoke(name)).result).toMatchObject({ errorType: 'Runtime.UnhandledPromiseRejection' });
  });
});

describe('a function', () => {
  it('runs on the Node.js of the Lambda runtime', async () => {
    const name = await deployFunction('return process.version;');
    expect((await invoke(name)).result).toMatch(/^v24\./);
  });

  it('has its log in the answer, with nothing of another invocation', async () => {
    const name = await deployFunction(`console.log('saw', event.word); return null;`);
    await invoke(name, { word: 'first' });
    const { log } = await invoke(name, { word: 'second' });
    expect(log).toContain('saw second');
    expect(log).not.toContain('saw first');
  });

  it('sees its own environment, not the one of the machine', async () => {
    const name = await deployFunction('return Object.keys(process.env);');
    const { result } = await invoke(name);
    expect(result).toEqual(expect.arrayContaining(['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_LAMBDA_FUNCTION_NAME']));
    expect(result).not.toEqual(expect.arrayContaining(['PYTHONPATH']));
    expect(result).not.toEqual(expect.arrayContaining(['STATE_DIR']));
  });

  it('leaves what it has compiled to processes that come after it', async () => {
    const name = await deployFunction(
      `return require('node:fs').readdirSync(require('node:module').getCompileCacheDir()).length;`,
    );
    await until('what was compiled', patienceSeconds, async () => Number((await invoke(name)).result) > 0);
  });

  it('answers a burst that is far larger than its processes', async () => {
    const name = await deployFunction('return event.number;');
    const numbers = Array.from({ length: 100 }, (_, number) => number);
    const answers = await Promise.all(numbers.map((number) => invoke(name, { number })));
    expect(answers.map(({ result }) => result)).toEqual(numbers);
    expect((await processesOf(name)).length).toBeLessThan(16);
  });

  it('gets more processes while those that it has sleep, whatever connections they keep', async () => {
    const name = await deployFunction(
      `const { existsSync } = require('node:fs');
      const http = require('node:http');
      globalThis.agent ??= new http.Agent({ keepAlive: true });
      await new Promise((resolve) => http.get('${inject('emulator')}/_local/before', { agent }, (answer) => answer.resume().on('end', resolve)));
      while (!existsSync(event.until)) await new Promise((resolve) => setTimeout(resolve, 150));`,
      { timeoutSeconds: patienceSeconds },
    );
    const folder = await mkdtemp(join(tmpdir(), 'function-workers-'));
    const enough = join(folder, 'enough');
    const invocations = Promise.all(Array.from({ length: 6 }, () => invoke(name, { until: enough })));
    await until('six that sleep', patienceSeconds, async () => {
      return (await processesOf(name)).filter(({ asleep }) => asleep).length === 6;
    });
    await writeFile(enough, '');
    expect((await invocations).map(({ error }) => error)).toEqual(Array(6).fill(undefined));
    expect((await processesOf(name)).map(({ asleep }) => asleep)).toEqual(Array(6).fill(false));
    await rm(folder, { recursive: true });
  });

  it('gets more processes in time while all of them wait for an answer, which may depend on more of them', async () => {
    const waiting: ServerResponse[] = [];
    const server = createServer((_, answer) => {
      waiting.push(answer);
      if (waiting.length === 4) for (const one of waiting) one.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const name = await deployFunction(`await (await fetch('http://127.0.0.1:${port}')).text();`, {
      timeoutSeconds: patienceSeconds,
    });
    const invocations = await Promise.all(Array.from({ length: 4 }, () => invoke(name)));
    expect(invocations.map(({ error }) => error)).toEqual(Array(4).fill(undefined));
    server.close();
  });
});
