-- One row for each message that was taken: a message that comes again is known by its id.
-- Run this once on every database, before the release that needs it.
CREATE TABLE IF NOT EXISTS webhook_events (
  id text PRIMARY KEY,
  claimed_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz
);
