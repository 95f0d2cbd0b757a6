import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { projectFolder } from './settings.ts';

const types: Readonly<Record<string, string>> = {
  'reference/index.html': 'text/html; charset=utf-8',
  'reference/redoc.standalone.js': 'text/javascript; charset=utf-8',
};

/** Serves the reference of the service at `apiUrl`, with the document that it answers itself, on the loopback address. */
export async function startApiReference(port: number, apiUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = url === '/reference/' ? 'reference/index.html' : url.slice(1);
    const type = types[path];
    try {
      if (path === 'openapi.json') {
        const document = await (await fetch(`${apiUrl}/openapi.json`)).text();
        response.writeHead(200, { 'content-type': 'application/json' }).end(document);
      } else if (type !== undefined) {
        const file = await readFile(join(projectFolder, 'docs', path));
        response.writeHead(200, { 'content-type': type }).end(file);
      } else response.writeHead(302, { location: '/reference/' }).end();
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/reference/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
