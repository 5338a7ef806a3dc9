-- The record (held by exactly one office), its readers, and the ledger of acts.
create table kernel.record (
  id uuid primary key,
  kind text not null,
  number text,
  label text not null default '',
  office_id uuid not null references kernel.office (id),
  state text not null default 'held' check (state in ('held', 'in-transit', 'closed')),
  version integer not null default 1 check (version > 0),
  jurisdiction text not null check (jurisdiction in ('federal', 'kri')),
  governorate text,
  created_at timestamptz not null,
  constraint number_is_never_reused unique (kind, office_id, number)
);
create index record_by_holder on kernel.record (office_id, kind, created_at desc);
create index record_by_number on kernel.record (number text_pattern_ops);

-- Which offices may read a record, and in which capacity.
create table kernel.record_access (
  record_id uuid not null references kernel.record (id) on delete cascade,
  office_id uuid not null references kernel.office (id),
  why text not null check (why in ('holder', 'past-holder', 'offered', 'origin', 'judge', 'court', 'prosecution', 'prison', 'cassation', 'break-glass', 'interested')),
  expires_at timestamptz,
  primary key (record_id, office_id, why)
);
create index access_by_office on kernel.record_access (office_id, why, record_id);

create table kernel.sealed (
  record_id uuid primary key references kernel.record (id),
  basis text not null,
  sealed_at timestamptz not null default now()
);

create table kernel.sealed_read (
  id uuid primary key,
  record_id uuid not null,
  account_id uuid not null,
  post_id uuid,
  at timestamptz not null default clock_timestamp(),
  verb text not null
);

-- Persons named in a record: for the person's page and for conflicts of interest.
create table kernel.record_person (
  id uuid primary key,
  record_id uuid not null references kernel.record (id),
  person_id uuid not null,
  role text not null,
  unique (record_id, person_id, role)
);
create index record_person_by_person on kernel.record_person (person_id);

create table kernel.record_link (
  id uuid primary key,
  from_id uuid not null references kernel.record (id),
  to_id uuid not null references kernel.record (id),
  why text not null,
  unique (from_id, to_id, why)
);
create index record_link_back on kernel.record_link (to_id);

create table kernel.entry (
  id uuid primary key,
  at timestamptz not null,
  salt bytea not null check (octet_length(salt) = 16),
  body text not null,
  commitment bytea not null check (octet_length(commitment) = 32),
  verb text not null,
  subject_kind text not null,
  subject_id uuid not null,
  actor_id uuid,
  post_id uuid,
  office_id uuid
);
create index entry_by_subject on kernel.entry (subject_id, at);
create index entry_by_actor on kernel.entry (actor_id, at);

-- An act on one record that belongs in another's history too (a judge's order in the custody's).
create table kernel.entry_record (
  entry_id uuid not null references kernel.entry (id),
  record_id uuid not null,
  primary key (record_id, entry_id)
);

create table kernel.outbox (
  entry_id uuid primary key references kernel.entry (id),
  record_id uuid not null,
  at timestamptz not null default clock_timestamp()
);

create table kernel.leaf (
  index bigint primary key check (index >= 0),
  entry_id uuid not null unique,
  hash bytea not null check (octet_length(hash) = 32)
);

create table kernel.tile (
  level integer not null check (level between 0 and 63),
  index bigint not null check (index >= 0),
  width integer not null check (width between 1 and 256),
  data bytea not null,
  primary key (level, index),
  constraint tile_holds_whole_hashes check (octet_length(data) = 32 * width)
);

create table kernel.checkpoint (
  tree_size bigint primary key check (tree_size >= 0),
  root bytea not null check (octet_length(root) = 32),
  at timestamptz not null default clock_timestamp(),
  note text not null
);

create table kernel.tracked_table (name text primary key);

-- One row for each request that may change something: a repeated key gets the first answer again.
create table kernel.request (
  account_id uuid not null,
  key text not null check (length(key) between 8 and 100),
  verb text not null,
  input_hash bytea not null,
  entry_id uuid not null,
  response jsonb,
  at timestamptz not null default clock_timestamp(),
  primary key (account_id, key)
);
create index request_by_age on kernel.request (at);

create table kernel.refusal (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  account_id uuid,
  post_id uuid,
  office_id uuid,
  verb text not null,
  record_id uuid,
  code text not null,
  article text,
  params jsonb not null default '{}'
);
create index refusal_by_record on kernel.refusal (record_id, at);
create index refusal_by_office on kernel.refusal (office_id, at);

create table kernel.counter (
  series text not null,
  office_id uuid not null,
  year integer not null,
  last integer not null check (last > 0),
  primary key (series, office_id, year)
);
