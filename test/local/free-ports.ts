import { once } from 'node:events';
import { createServer } from 'node:net';

/** The first of seven ports in a row that are free, outside of where other tests and the kernel choose theirs. */
export async function freePorts(): Promise<number> {
  for (let port = 21_000 + (process.pid % 1000) * 7; ; port += 7) {
    const free = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((beside) => isFree(port + beside)));
    if (free.every(Boolean)) return port;
  }
}

/** Whether nobody listens there. */
export async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}
