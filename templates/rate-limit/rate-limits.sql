-- How often something was tried, until it is forgotten.
-- Run this once on every database, before the release that needs it.
CREATE TABLE IF NOT EXISTS rate_limits (
  name text PRIMARY KEY,
  tries integer NOT NULL,
  until timestamptz NOT NULL
);
