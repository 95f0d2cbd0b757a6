import { execFile } from 'node:child_process';
import { describe, expect, inject, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { control } from '../e2e/payment-providers.ts';
import { accessToken, call } from '../e2e/storefront.ts';
import { alone } from '../e2e/turn.ts';

alone();

const { dataFolder } = inject('service');

interface Run {
  readonly code: number;
  readonly stdout: string;
}

/** Runs a command as it is typed, on the cloud of the tests. */
function command(file: string, ...args: readonly string[]): Promise<Run> {
  return commandOn(dataFolder, file, ...args);
}

/** Runs a command as it is typed, on the cloud of this data folder. */
function commandOn(data: string, file: string, ...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args, '--data', data], (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), stdout }),
    );
  });
}

/** Begins a drill. @returns what it says so far, and how it ends */
function drill(name: string, ...args: readonly string[]) {
  let said = '';
  let hasEnded = false;
  const end = new Promise<Run>((resolve) => {
    const command = ['local/drill.ts', name, ...args, '--data', dataFolder];
    const child = execFile(process.execPath, command, (error, stdout, stderr) => {
      hasEnded = true;
      said += stderr;
      resolve({ code: Number(error?.code ?? 0), stdout });
    });
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
  });
  const begun = () =>
    until(`the drill ${name} to begin`, 840, async () => {
      if (hasEnded && !said.includes('You have ')) throw new Error(`the drill ${name} did not begin: ${said}`);
      return said.includes('You have ');
    });
  return { begun, said: () => said, end };
}

describe('a drill', () => {
  it('is passed by whoever does what the runbook says: a stock item that promises too much', async () => {
    const { begun, end } = drill('oversold-count');
    await begun();

    expect((await command('bin/repair-stock.ts')).stdout).toContain('DRILL-COUNT');
    await command('bin/repair-stock.ts', '--apply', 'DRILL-COUNT');

    const { code, stdout } = await end;
    expect(stdout).toContain('The goal is reached');
    expect(stdout).toContain('✓ DRILL-COUNT promises 40 of 40 units');
    expect(stdout).not.toContain('✗');
    expect(code).toBe(0);
  });

  it('tells whoever does nothing what was not right, and takes its trouble away', async () => {
    const { stdout, code } = await drill('oversold-count', '--minutes', '1').end;

    expect(stdout).toContain('The time is over');
    expect(stdout).toMatch(/✗ DRILL-COUNT promises 45 of 40 units\n +npm run repair-stock says what differs/);
    expect(code).toBe(1);
    expect((await command('bin/repair-stock.ts', 'DRILL-COUNT')).stdout).toContain(' 0 differences');
  });

  it('is passed by whoever calls off the one order that fails again and again, and lets the others go on', async () => {
    const { begun, end } = drill('poison-order');
    await begun();

    const { stdout: redriven } = await command('bin/redrive.ts', '--all');
    const [, poison = ''] = /^(\S+) {2}failed again/m.exec(redriven) ?? [];
    const { status } = await call('POST', `/orders/${poison}/cancellation`, {
      token: await accessToken('back-office', 'orders:staff'),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'OTHER', text: 'it could not be paid' }),
    });
    expect(status).toBe(200);
    await until('its execution to end', 300, async () => {
      await command('bin/redrive.ts', poison);
      return (await command('bin/redrive.ts')).stdout.includes(poison) === false;
    });

    const { code, stdout } = await end;
    expect(stdout).toContain('✓ 2 of 2 orders that could go on are confirmed');
    expect(stdout).toContain(`✓ the order ${poison} is CANCELLED`);
    expect(code).toBe(0);
  });

  it('is passed by whoever copies what is missing from a restored table, and nothing else', async () => {
    const { begun, end } = drill('restore');
    await begun();

    const looked = await command('bin/copy-missing.ts', 'drill-restored', 'ProductsTable');
    expect(looked.stdout).toMatch(/ items looked at, 3 are missing\.$/m);
    expect(looked.code).toBe(1);
    await command('bin/copy-missing.ts', 'drill-restored', 'ProductsTable', '--apply');

    const { code, stdout } = await end;
    expect(stdout).toContain('✓ 3 of 3 products are back');
    expect(stdout).not.toContain('✗');
    expect(code).toBe(0);
  });

  it('is passed by whoever sees that confirmed orders stand, and leaves the waiting e-mails alone', async () => {
    const { begun, end } = drill('ses-throttled');
    await begun();

    const { code, stdout } = await end;
    expect(stdout).toContain('✓ 3 of 3 customers are told');
    expect(stdout).toContain('✓ 0 notices were sent again by hand');
    expect(code).toBe(0);
  });

  it('is passed by whoever has a lost notification sent again, and lets nobody pay twice', async () => {
    const { begun, end } = drill('lost-notification');
    await begun();

    const { stdout: waiting } = await command('bin/ops.ts', 'find', '--status', 'RESERVED');
    // One that failed is of another drill.
    const [, orderId = ''] = / RESERVED {2}.* ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/m.exec(waiting) ?? [];
    await control('stripe', 'notify', { orderId });

    const { code, stdout } = await end;
    expect(stdout).toContain(`✓ the order ${orderId} is CONFIRMED`);
    expect(stdout).toContain('✓ the customer tried to pay 1 times');
    expect(code).toBe(0);
  });

  it('is passed by whoever goes back to the release before, and lets the orders go on then', async () => {
    const { begun, end } = drill('bad-deploy');
    await begun();

    await until('the failed orders in the list', 300, async () =>
      (await command('bin/ops.ts', 'failed')).stdout.includes('Confirm order'),
    );
    expect(await command('bin/release.ts', 'back')).toMatchObject({ code: 0 });
    await command('bin/redrive.ts', '--all');

    const { code, stdout } = await end;
    expect(stdout).toContain('✓ the release before is back');
    expect(stdout).toContain('✓ 3 of 3 orders are confirmed');
    expect(stdout).toContain('✓ 3 of 3 orders are charged, each once');
    expect(stdout).not.toContain('✗');
    expect(code).toBe(0);
  });

  it('is passed by whoever says that a carrier tells nothing, and says so when it does again', async () => {
    const { begun, end } = drill('carrier-down');
    await begun();
    const backAt = Date.now() + 160_000;
    const down = ['carrier-down', 'UPS', '--reason', 'the drill'];
    expect(await command('bin/ops.ts', 'switch', 'on', ...down)).toMatchObject({ code: 0 });
    await until('the carrier to be back', 600, async () => Date.now() > backAt);
    await command('bin/ops.ts', 'switch', 'off', ...down);

    const { code, stdout } = await end;
    expect(stdout).toContain('The goal is reached');
    expect(stdout).toContain('✓ 2 of 2 parcels have caught up');
    expect(stdout).not.toContain('✗');
    expect(code).toBe(0);
  });

  it('is passed by whoever brings a shop back in another region, and lets its orders go on there', async () => {
    const { begun, said, end } = drill('region-loss');
    await begun();
    const [, data = ''] = /add --data (\S+) to each command/.exec(said()) ?? [];
    const there = (file: string, ...args: readonly string[]) => commandOn(data, file, ...args);

    await there('bin/ops.ts', 'switch', 'on', 'intake-drained', '--reason', 'the other region is away');
    expect((await there('bin/copy-missing.ts', '--every', 'restored-')).code).toBe(1);
    const brought = await there('bin/copy-missing.ts', '--every', 'restored-', '--apply');
    expect(brought.stdout).toMatch(
      /^OrdersTable: [1-9]\d* items looked at, [1-9]\d* were missing and are there again/m,
    );
    expect(brought.code).toBe(0);
    await until('all orders to go on', 300, async () => {
      const { stdout } = await there('bin/scheduled.ts', 'orders-after-restore');
      return stdout.includes('"left":0');
    });
    expect((await there('bin/repair-stock.ts')).stdout).toContain(' 0 differences');
    await there('bin/ops.ts', 'switch', 'off', 'intake-drained', '--reason', 'the shop goes on here');

    const { code, stdout } = await end;
    expect(stdout).toContain('The goal is reached');
    expect(stdout).not.toContain('✗');
    expect(stdout.match(/✓/g)).toHaveLength(7);
    expect(code).toBe(0);
  });

  it('is passed by whoever waits for a provider to be back, and lets the orders go on then', async () => {
    const { begun, end } = drill('provider-down');
    await begun();
    const down = ['provider-down', 'stripe', '--reason', 'the drill'];
    expect(await command('bin/ops.ts', 'switch', 'on', ...down)).toMatchObject({ code: 0 });
    await until('all orders to have gone on', 600, async () => {
      const { stdout } = await command('bin/redrive.ts', '--all');
      return !stdout.includes('failed again') && stdout.includes('has ended well');
    });

    await command('bin/ops.ts', 'switch', 'off', ...down);

    const { stdout } = await end;
    expect(stdout).toContain('The goal is reached');
    expect(stdout).toContain('✓ the switch provider-down stripe was on when the provider came back');
    expect(stdout).toContain('✓ 3 of 3 orders are confirmed');
    expect(stdout).toContain('✓ 3 of 3 confirmed orders are charged, each once');
  });
});
