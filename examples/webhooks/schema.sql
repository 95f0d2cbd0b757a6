-- What the receivers remember: which events they have worked on, and of each order the latest that they know.
CREATE TABLE IF NOT EXISTS worked_on (event_id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  sequence TEXT NOT NULL, -- of the latest event: events may arrive in any order
  events INTEGER NOT NULL -- how many were worked on
);
