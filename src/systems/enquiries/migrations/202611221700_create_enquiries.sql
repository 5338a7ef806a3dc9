-- The public's look-ups: how often something was tried without success. What was typed is not kept, only a digest that counts it.
create schema enquiries;
grant usage on schema enquiries to mizan_app, mizan_reader;

-- Not a record and not part of any act: it is counted before a look-up is judged, also where the look-up is refused.
create table enquiries.attempt (
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  failures integer not null check (failures >= 0),
  locks integer not null check (locks >= 0),
  locked_until timestamptz,
  last_at timestamptz not null
);
create index attempt_by_age on enquiries.attempt (last_at);
grant select, insert, update, delete on enquiries.attempt to mizan_app;
