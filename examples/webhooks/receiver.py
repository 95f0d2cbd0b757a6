"""A receiver of webhooks: `WEBHOOK_SECRET=whsec_… python3 receiver.py`."""

import os
import sqlite3
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from verify_webhook import WebhookRefused, verify_webhook

# Two, with a space between, while the secret is replaced.
SECRETS = os.environ["WEBHOOK_SECRET"].split()
DATABASE = os.environ.get("DATABASE", "webhooks.sqlite")
PORT = int(os.environ.get("PORT", "3001"))

UPDATE = """
  INSERT INTO orders (id, status, sequence, events) VALUES (?, ?, ?, 1)
  ON CONFLICT (id) DO UPDATE SET
    status = iif(excluded.sequence > sequence, excluded.status, status),
    sequence = max(excluded.sequence, sequence),
    events = events + 1"""


def work_on(event: dict[str, Any]) -> None:
    """Works on an event once, however often it comes: the mark and the work are one transaction."""
    with closing(sqlite3.connect(DATABASE, timeout=10)) as database, database:
        mark = database.execute("INSERT OR IGNORE INTO worked_on (event_id) VALUES (?)", (event["id"],))
        if mark.rowcount == 1:
            order = event["data"]["order"]
            database.execute(UPDATE, (event["subject"], order["status"], event["sequence"]))


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            event = verify_webhook(self.headers, body, SECRETS)
            if event["type"] != "webhook.test":
                work_on(event)
            self.send_response(204)
        except WebhookRefused as refused:
            self.log_error("%s", refused)
            self.send_response(401)
        # Any other error ends the connection: whatever is not answered with 2xx comes again.
        self.end_headers()


if __name__ == "__main__":
    with closing(sqlite3.connect(DATABASE)) as database:
        database.executescript(Path(__file__).with_name("schema.sql").read_text())
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Receiver)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
