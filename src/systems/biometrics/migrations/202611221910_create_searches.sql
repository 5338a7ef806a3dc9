-- Searches among the enrolled, marks from scenes, candidates, the opinions of examiners, links between two identities.
-- A search gives candidates. What is true of them is an opinion of two people, never a row that a program wrote.

create table biometrics.mark (
  id uuid primary key references kernel.record (id),
  number text not null,
  case_id uuid not null references kernel.record (id),
  exhibit text not null check (length(exhibit) between 3 and 300),
  place text not null check (length(place) between 2 and 300),
  lifted_at timestamptz not null,
  lifted_by text not null check (length(lifted_by) between 3 and 200),
  note text,
  office_id uuid not null references kernel.office (id),
  entered_by uuid not null references kernel.account (id),
  entered_at timestamptz not null,
  state text not null default 'unsolved' check (state in ('unsolved', 'identified', 'withdrawn')),
  state_reason text,
  person_id uuid,
  quality smallint not null check (quality between 0 and 100),
  minutiae smallint not null,
  width smallint not null, height smallint not null, dpi smallint not null check (dpi between 300 and 1000),
  image_type text not null check (image_type in ('image/png', 'image/bmp', 'image/jpeg', 'image/x-wsq')),
  sealed_image bytea not null,
  key_id text not null,
  sealed_template bytea not null,
  template_key_id text not null,
  constraint identified_as_somebody check ((state = 'identified') = (person_id is not null)),
  constraint withdrawn_says_why check (state <> 'withdrawn' or length(state_reason) >= 3)
);
create index mark_by_case on biometrics.mark (case_id);
create index mark_unsolved on biometrics.mark (id) where state = 'unsolved';

create table biometrics.search (
  id uuid primary key references kernel.record (id),
  number text not null,
  purpose text not null check (purpose in ('case-identity', 'custody-identity', 'scene-mark', 'court-expert', 'mistaken-identity', 'unknown-dead', 'enrolment-check', 'open-marks')),
  article text not null check (length(article) between 2 and 200),
  confidence text not null check (confidence in ('T', 'C', 'P', 'U')),
  basis text not null check (length(basis) between 5 and 1000),
  case_id uuid references kernel.record (id),
  custody_id uuid references kernel.record (id),
  enrolment_id uuid references biometrics.enrolment (id),          -- the probe, or the enrolment that the check is of
  mark_id uuid references biometrics.mark (id),
  person_id uuid,                                                   -- whose prints the probe is, where that is known
  automatic boolean not null,
  office_id uuid not null references kernel.office (id),
  asked_by uuid references kernel.account (id),
  asked_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'examining', 'decided')),
  outcome text check (outcome in ('same', 'none', 'inconclusive', 'incomplete')),
  -- Whether every part of the gallery answered, which did, which did not and why; how many fingers were looked at; how often it was run.
  complete boolean,
  answered jsonb not null default '[]',
  missing jsonb not null default '[]',
  looked integer,
  marks_looked integer,                                             -- unsolved marks that a new enrolment was laid beside
  runs smallint not null default 0,
  ran_at timestamptz,
  decided_at timestamptz,
  constraint a_search_names_its_matter check (case purpose
    when 'case-identity' then case_id is not null when 'court-expert' then case_id is not null when 'unknown-dead' then case_id is not null
    when 'custody-identity' then custody_id is not null when 'mistaken-identity' then custody_id is not null
    when 'scene-mark' then mark_id is not null and case_id is not null
    when 'open-marks' then mark_id is not null and enrolment_id is not null else enrolment_id is not null end),
  constraint a_person_asks_or_the_platform check (automatic = (asked_by is null)),
  constraint run_whole check ((runs = 0) = (complete is null) and (runs = 0) = (ran_at is null)),
  constraint decided_says_what check ((state = 'decided') = (decided_at is not null) and (state <> 'decided' or outcome is not null)),
  -- Where a part of the gallery was missing, nobody is told "not enrolled".
  constraint nothing_found_only_if_all_was_searched check (outcome is distinct from 'none' or complete)
);
create index search_by_office on biometrics.search (office_id, asked_at desc);
create index search_by_case on biometrics.search (case_id, asked_at desc) where case_id is not null;
create index search_by_custody on biometrics.search (custody_id) where custody_id is not null;
create index search_by_enrolment on biometrics.search (enrolment_id) where enrolment_id is not null;
create index search_by_mark on biometrics.search (mark_id) where mark_id is not null;
create index search_by_time on biometrics.search (asked_at desc);
create index search_waiting on biometrics.search (asked_at) where state = 'waiting';

-- An image that was handed in with a request; prints of an enrolment and marks are searched from where they are kept.
create table biometrics.probe (
  id uuid primary key,
  search_id uuid not null references biometrics.search (id),
  finger smallint check (finger between 1 and 10),
  quality smallint not null check (quality between 0 and 100),
  image_type text not null check (image_type in ('image/png', 'image/bmp', 'image/jpeg', 'image/x-wsq')),
  dpi smallint not null check (dpi between 300 and 1000),
  sealed_image bytea not null,
  key_id text not null,
  sealed_template bytea not null,
  template_key_id text not null
);
create index probe_by_search on biometrics.probe (search_id);

create table biometrics.candidate (
  id uuid primary key,
  search_id uuid not null references biometrics.search (id),
  place smallint not null check (place > 0),
  enrolment_id uuid not null references biometrics.enrolment (id),
  person_id uuid not null,
  score real not null check (score >= 0),
  fingers jsonb not null,                                           -- [{ probe, finger, score }]: which print beside which
  looked integer not null,                                          -- among how many fingers it was found
  found_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'verifying', 'conflict', 'settled')),
  result text check (result in ('same', 'different', 'inconclusive')),
  settled_at timestamptz,
  unique (search_id, enrolment_id),
  constraint settled_whole check ((state = 'settled') = (result is not null) and (state = 'settled') = (settled_at is not null))
);
create index candidate_by_enrolment on biometrics.candidate (enrolment_id);
create index candidate_by_person on biometrics.candidate (person_id);

create table biometrics.opinion (
  id uuid primary key,
  candidate_id uuid not null references biometrics.candidate (id),
  search_id uuid not null references biometrics.search (id),
  place smallint not null check (place between 1 and 3),
  examiner uuid not null references kernel.account (id),
  verdict text not null check (verdict in ('same', 'different', 'inconclusive')),
  reason text not null check (length(reason) between 10 and 4000),
  at timestamptz not null,
  unique (candidate_id, place),
  constraint each_examiner_once unique (candidate_id, examiner)
);

create table biometrics.link (
  id uuid primary key,
  candidate_id uuid not null references biometrics.candidate (id),
  search_id uuid not null references biometrics.search (id),
  keep_id uuid not null,
  drop_id uuid not null,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused')),
  reason text not null check (length(reason) between 10 and 1000),
  proposed_by uuid not null references kernel.account (id),
  proposed_at timestamptz not null,
  decided_by uuid references kernel.account (id),
  decided_at timestamptz,
  decision_reason text,
  merge_id uuid references kernel.person_merge (id),
  constraint two_identities check (keep_id <> drop_id),
  constraint another_examiner_decides check (decided_by <> proposed_by),
  constraint decided_whole check ((state = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  constraint refused_says_why check (state <> 'refused' or length(decision_reason) >= 10),
  constraint approved_is_handed_over check ((state = 'approved') = (merge_id is not null))
);
create unique index link_one_open on biometrics.link (candidate_id) where state <> 'refused';

-- Who gave an opinion may read the others'; before that, nobody, so that the second examiner decides without the first's.
create function biometrics.gave_opinion(p_candidate uuid, p_account uuid) returns boolean language sql stable security definer set search_path = ''
  return exists (select from biometrics.opinion o where o.candidate_id = p_candidate and o.examiner = p_account);
create function biometrics.is_settled(p_candidate uuid) returns boolean language sql stable security definer set search_path = ''
  return exists (select from biometrics.candidate c where c.id = p_candidate and c.state = 'settled');

-- A candidate is "the same" when two different examiners said so, and nobody "different". Whoever writes the row.
create function biometrics.require_two_opinions() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.result in ('same', 'different') and (select count(*) from biometrics.opinion o where o.candidate_id = new.id and o.verdict = new.result) < 2
     or new.result = 'same' and exists (select from biometrics.opinion o where o.candidate_id = new.id and o.verdict = 'different') then
    raise exception 'two examiners decide: candidate %', new.id using errcode = 'MZ010';
  end if;
  return null;
end $$;
create constraint trigger require_two_opinions after insert or update on biometrics.candidate deferrable initially deferred
  for each row execute function biometrics.require_two_opinions();

-- A link rests on a candidate that two examiners found the same.
create function biometrics.require_settled_candidate() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from biometrics.candidate c where c.id = new.candidate_id and c.result = 'same') then
    raise exception 'a link rests on a finding of two examiners: link %', new.id using errcode = 'MZ010';
  end if;
  return null;
end $$;
create constraint trigger require_settled_candidate after insert or update on biometrics.link deferrable initially deferred
  for each row execute function biometrics.require_settled_candidate();

grant select, insert, update on biometrics.mark, biometrics.search, biometrics.candidate, biometrics.link to mizan_app;
grant select, insert on biometrics.probe, biometrics.opinion to mizan_app;
grant select on biometrics.search, biometrics.candidate, biometrics.opinion, biometrics.link to mizan_reader;
grant select (id, number, case_id, exhibit, place, lifted_at, office_id, entered_by, entered_at, state, quality, minutiae) on biometrics.mark to mizan_reader;
grant select (id, search_id, finger, quality) on biometrics.probe to mizan_reader;

select kernel.track('biometrics.mark'), kernel.protect('biometrics.mark', 'id');
select kernel.track('biometrics.search'), kernel.protect('biometrics.search', 'id');
select kernel.track('biometrics.probe'), kernel.protect('biometrics.probe', 'search_id');
select kernel.track('biometrics.candidate'), kernel.protect('biometrics.candidate', 'search_id');
select kernel.track('biometrics.opinion'), kernel.protect('biometrics.opinion', 'search_id'), kernel.append_only('biometrics.opinion');
select kernel.track('biometrics.link'), kernel.protect('biometrics.link', 'search_id');
create policy blind_until_own_opinion on biometrics.opinion as restrictive for select to mizan_app, mizan_reader using (
  (select kernel.sees_sealed()) or examiner = (select kernel.reader_account())
  or biometrics.gave_opinion(candidate_id, (select kernel.reader_account())) or biometrics.is_settled(candidate_id));

-- What shards follow: which templates came or went. Not history (that is the ledger's), only a queue of ids; what is older than thirty days falls out.
-- xid: a shard asks for all since the oldest transaction that was still under way when it asked last, so that none is passed over.
create table biometrics.gallery_change (
  template_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  primary key (template_id, xid)
);
create index gallery_change_by_xid on biometrics.gallery_change (xid);
create index gallery_change_by_time on biometrics.gallery_change (at);
create function biometrics.note_template() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into biometrics.gallery_change (template_id) values (case when tg_op = 'DELETE' then old.id else new.id end) on conflict do nothing;
  delete from biometrics.gallery_change where at < now() - interval '30 days';
  return null;
end $$;
create trigger note_template after insert or update or delete on biometrics.template for each row execute function biometrics.note_template();
alter table biometrics.template enable always trigger note_template;   -- also for what another node sent
grant select on biometrics.gallery_change to mizan_app;
