/** A receiver of webhooks: `WEBHOOK_SECRET=whsec_… node receiver.ts`. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';
import { type OrderEvent, verifyWebhook, WebhookRefused } from 'order-confirmation-client';

const { WEBHOOK_SECRET = '', DATABASE = 'webhooks.sqlite', PORT = '3001' } = process.env;
// Two, with a space between, while the secret is replaced.
const secret = WEBHOOK_SECRET.split(' ');

// As long as somebody else is at it.
const database = new DatabaseSync(DATABASE, { timeout: 10_000 });
database.exec(readFileSync(new URL('schema.sql', import.meta.url), 'utf8'));
const mark = database.prepare('INSERT OR IGNORE INTO worked_on (event_id) VALUES (?)');
const update = database.prepare(`
  INSERT INTO orders (id, status, sequence, events) VALUES (?, ?, ?, 1)
  ON CONFLICT (id) DO UPDATE SET
    status = iif(excluded.sequence > sequence, excluded.status, status),
    sequence = max(excluded.sequence, sequence),
    events = events + 1`);

/** Works on an event once, however often it comes: the mark and the work are one transaction. */
function workOn({ id, subject, sequence, data }: OrderEvent): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    if (mark.run(id).changes === 1) update.run(subject, data.order.status, sequence);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

const server = createServer(async (request, response) => {
  try {
    const event = await verifyWebhook({ headers: request.headers, body: await buffer(request), secret });
    if (event.type !== 'webhook.test') workOn(event);
    response.statusCode = 204;
  } catch (error) {
    // Whatever is not answered with 2xx comes again.
    response.statusCode = error instanceof WebhookRefused ? 401 : 500;
    console.error(error);
  }
  response.end();
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}`));
