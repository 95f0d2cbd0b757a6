import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Chromium, driven over its DevTools protocol: its windows are never as narrow as a phone, an emulated screen is. Where
 * it has another name, `CHROMIUM` says which.
 */
export async function startBrowser() {
  const profile = await mkdtemp(join(tmpdir(), 'mail-browser-'));
  const flags =
    'headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync hide-scrollbars remote-debugging-port=0';
  const chromium = process.env.CHROMIUM ?? 'chromium';
  const browser = spawn(
    chromium,
    [...flags.split(' ').map((flag) => `--${flag}`), `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  // However this process ends, it leaves no browser behind.
  process.once('exit', () => browser.kill());
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    browser.once('error', () =>
      reject(
        new Error(
          `There is no ${chromium}. Install it (Debian: apt-get install chromium fonts-noto-cjk), or name another by CHROMIUM.`,
        ),
      ),
    );
    browser.once('exit', () => reject(new Error(`chromium ended at once:\n${said}`)));
    browser.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, port] = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said) ?? [];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
  return {
    endpoint,
    async stop() {
      const ended = once(browser, 'exit');
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Opens a tab; `call('Page.navigate', {…})` sends one command and gives its result. */
export async function openTab(endpoint: string) {
  const { webSocketDebuggerUrl } = (await (
    await fetch(`${endpoint}/json/new?about:blank`, { method: 'PUT' })
  ).json()) as {
    readonly webSocketDebuggerUrl: string;
  };
  const socket = new WebSocket(webSocketDebuggerUrl);
  await once(socket, 'open');
  let last = 0;
  return <Result = unknown>(method: string, params: object = {}): Promise<Result> => {
    const id = ++last;
    return new Promise((resolve, reject) => {
      const listen = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data));
        if (answer.id !== id) return;
        socket.removeEventListener('message', listen);
        if (answer.error) reject(new Error(`${method}: ${answer.error.message}`));
        else resolve(answer.result);
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
}
