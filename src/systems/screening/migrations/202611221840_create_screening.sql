create schema screening;
grant usage on schema screening to mizan_app, mizan_reader;

-- One import of one list.
create table screening.list_version (
  id uuid primary key,
  list text not null check (list in ('un', 'ofac')),
  published_on date,
  file_names text[] not null,
  file_digest text not null,
  entries integer not null check (entries > 0),
  added integer not null, changed integer not null, relisted integer not null, delisted integer not null,
  imported_at timestamptz not null,
  imported_by text not null
);
create index list_version_by_list on screening.list_version (list, imported_at);

-- Who is listed, as the newest version says it; one who was taken off stays readable.
create table screening.entry (
  id uuid primary key,
  list text not null check (list in ('un', 'ofac')),
  reference text not null check (length(reference) between 1 and 100),
  content jsonb not null,
  fingerprint text not null,
  version_id uuid not null references screening.list_version (id),
  delisted_at timestamptz,
  unique (list, reference)
);

-- What each version did to each entry.
create table screening.entry_change (
  id uuid primary key,
  entry_id uuid not null references screening.entry (id),
  version_id uuid not null references screening.list_version (id),
  change text not null check (change in ('added', 'changed', 'delisted', 'relisted')),
  before jsonb, after jsonb
);
create index entry_change_by_entry on screening.entry_change (entry_id);
create index entry_change_by_version on screening.entry_change (version_id);

-- A person who looks like one who is listed. Found by the platform, proposed by one human, decided by another.
create table screening.hit (
  id uuid primary key,
  person_id uuid not null references kernel.person (id),
  entry_id uuid not null references screening.entry (id),
  score double precision not null check (score between 0 and 1),
  reasons jsonb not null,
  digest text not null,
  because text not null check (because in ('person', 'list')),
  state text not null check (state in ('open', 'proposed', 'confirmed', 'dismissed', 'lapsed')),
  found_at timestamptz not null,
  verdict text check (verdict in ('confirmed', 'dismissed')),
  second_kind text check (second_kind in ('birth', 'document', 'mother', 'photograph', 'fingerprint', 'other')),
  second_text text check (length(second_text) between 3 and 1000),
  reason text check (length(reason) between 3 and 1000),
  proposed_by uuid, proposed_at timestamptz,
  decided_by uuid, decided_at timestamptz, decision_reason text,
  unique (person_id, entry_id),
  constraint never_by_the_name_alone check (verdict is distinct from 'confirmed' or (second_kind is not null and second_text is not null)),
  constraint two_people_decide check (decided_by <> proposed_by),
  constraint proposed_whole check ((state in ('proposed', 'confirmed', 'dismissed')) <= (verdict is not null and proposed_by is not null and proposed_at is not null and reason is not null)),
  constraint decided_whole check ((state in ('confirmed', 'dismissed')) <= (state = verdict and decided_by is not null and decided_at is not null))
);
create index hit_by_state on screening.hit (state, score desc, id);
create index hit_by_entry on screening.hit (entry_id);

grant select on all tables in schema screening to mizan_app, mizan_reader;
grant insert on all tables in schema screening to mizan_app;
grant update on screening.entry, screening.hit to mizan_app;
select kernel.track('screening.list_version'), kernel.track('screening.entry'), kernel.track('screening.entry_change'), kernel.track('screening.hit');
select kernel.append_only('screening.list_version'), kernel.append_only('screening.entry_change');

-- A hit is personal data: whoever may see the person may see it.
select kernel.follow_person('screening.hit');
