import { once } from 'node:events';
import { createServer } from 'node:http';

/** A port that a part of the local cloud is going to listen on. */
export interface WantedPort {
  readonly port: number;
  /** Whose it is, as people say it: `the issuer`. */
  readonly whose: string;
}

const chooseAnother =
  'Choose another with --port 4600 or LOCAL_PORT=4600 (the issuer, the payment providers, the carriers and the pages take the next seven).';

/**
 * Listens on each of the ports for a moment, and calls it as everything else will: only so is it known that it can be
 * used.
 * @throws Error that names the first that cannot, why not, and how to choose others
 */
export async function demandUsablePorts(wanted: readonly WantedPort[]): Promise<void> {
  for (const { port, whose } of wanted) {
    const reason = await whyUnusable(port);
    if (reason !== undefined)
      throw new Error(`Port ${port} on 127.0.0.1 ${reason} (it is for ${whose}). ${chooseAnother}`);
  }
}

async function whyUnusable(port: number): Promise<string | undefined> {
  const probe = createServer((_request, response) => response.end());
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    return listenErrors[(error as NodeJS.ErrnoException).code ?? ''] ?? `cannot be listened on: ${error}`;
  }
  try {
    await (await fetch(`http://127.0.0.1:${port}`)).text();
    return undefined;
  } catch (error) {
    // The Fetch standard's "bad ports": fetch knows them, so nobody has to list them.
    const cause = error instanceof Error ? error.cause : undefined;
    const refused = cause instanceof Error && cause.message === 'bad port';
    return refused ? 'is one that fetch refuses to call, as browsers do' : `cannot be called: ${cause ?? error}`;
  } finally {
    probe.closeAllConnections();
    await new Promise((resolve) => probe.close(resolve));
  }
}

const listenErrors: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'may be used by privileged programs only',
  EADDRNOTAVAIL: 'cannot be listened on: this machine has no IPv4 loopback address',
};
