-- Prints in the chain: why none were taken, one finger beside those taken before, counts by finger, when the reason for keeping prints has
-- ended, and copies sent to and received from other systems. No image or template is kept here: a fresh finger is compared and forgotten.

-- Why a person who was booked or received has no prints.
create table biometrics.not_taken (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  reason text not null check (reason in ('no-device', 'broken-device', 'injury', 'refused', 'other')),
  note text,
  office_id uuid not null references kernel.office (id),
  at timestamptz not null,
  by uuid not null references kernel.account (id),
  constraint other_says_what check (reason <> 'other' or length(note) >= 3)
);
create index not_taken_by_custody on biometrics.not_taken (custody_id);
create index not_taken_by_office on biometrics.not_taken (office_id, at);

-- A person who stands there beside the prints of the person on record: the number, then an officer's decision; where it differs, another's.
create table biometrics.identity_check (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  occasion text not null check (occasion in ('release', 'reception', 'count', 'transfer')),
  office_id uuid not null references kernel.office (id),
  at timestamptz not null,
  by uuid not null references kernel.account (id),
  hindrance text check (hindrance in ('no-device', 'broken-device', 'injury', 'refused', 'other')),
  hindrance_note text,
  said_finger smallint check (said_finger between 1 and 10),        -- which one was put on the glass, where it was said
  finger smallint check (finger between 1 and 10),                  -- the most alike of those taken before
  score double precision,
  quality smallint check (quality between 0 and 100),
  compared smallint,                                                -- with how many prints
  suggested text check (suggested in ('agrees', 'differs', 'unclear')),
  outcome text check (outcome in ('agrees', 'differs', 'unclear')),
  outcome_reason text,
  decided_at timestamptz,
  decided_by uuid references kernel.account (id),
  resolution text check (resolution in ('same-person', 'another-person')),
  resolution_reason text,
  resolved_at timestamptz,
  resolved_by uuid references kernel.account (id),
  constraint compared_or_hindered check ((hindrance is null) = (score is not null) and (score is null) = (suggested is null)),
  constraint other_says_what check (hindrance <> 'other' or length(hindrance_note) >= 3),
  constraint decided_whole check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null) and (outcome is null or score is not null)),
  constraint resolved_whole check ((resolution is null) = (resolved_at is null) and (resolution is null) = (resolved_by is null)),
  constraint only_what_differs_is_resolved check (resolution is null or (outcome = 'differs' and length(resolution_reason) >= 3)),
  constraint resolved_by_another check (resolved_by <> decided_by and resolved_by <> by)
);
create index identity_check_by_custody on biometrics.identity_check (custody_id, at);

-- Who is to be checked by finger in a count: by lot, or chosen. Each is answered by a check.
create table biometrics.count_sample (
  id uuid primary key,
  facility_id uuid not null references kernel.office (id),
  custody_id uuid not null references kernel.record (id),
  by_lot boolean not null,
  asked_at timestamptz not null,
  asked_by uuid not null references kernel.account (id),
  check_id uuid references biometrics.identity_check (id),
  roll_count_id uuid references kernel.record (id)                  -- the count in which it was; none: the count is still open
);
create unique index count_sample_once on biometrics.count_sample (facility_id, custody_id) where roll_count_id is null;
create index count_sample_by_count on biometrics.count_sample (roll_count_id);
create index count_sample_by_check on biometrics.count_sample (check_id) where check_id is not null;

-- A case ended for somebody without a conviction: their prints are before the court, which orders them destroyed or says why they stay.
create table biometrics.retention (
  id uuid primary key,
  enrolment_id uuid not null references biometrics.enrolment (id),
  case_id uuid not null references kernel.record (id),
  case_number text not null,
  ending text not null check (ending in ('refused-and-closed', 'released-by-judge', 'closed-temporarily', 'acquitted', 'charge-annulled', 'released-by-court', 'complaint-rejected', 'conciliation')),
  article text not null,
  confidence text not null check (confidence in ('T', 'C', 'P', 'U')),
  decided_on date not null,
  open_until date,                                                  -- the last day on which the matter may be taken up again
  court_id uuid not null references kernel.office (id),
  since timestamptz not null,
  kept_at timestamptz,
  kept_by uuid references kernel.account (id),
  kept_reason text,
  review_on date,
  withdrawn_at timestamptz,                                         -- the case goes on again
  constraint kept_says_why check ((kept_at is null) = (kept_by is null) and (kept_at is null or length(kept_reason) >= 3 and review_on is not null))
);
create unique index retention_once on biometrics.retention (enrolment_id, case_id, ending, decided_on) where withdrawn_at is null;
create index retention_by_court on biometrics.retention (court_id);
create index retention_by_case on biometrics.retention (case_id);

-- One record sent to another system, or received from one: who, why, under which article. Outlives the prints: whoever was sent a copy must be told.
create table biometrics.exchange (
  id uuid primary key references kernel.record (id),
  number text not null,
  direction text not null check (direction in ('out', 'in')),
  format text not null check (format in ('itl', 'iso19794')),
  purpose text not null,
  article text not null check (length(article) between 2 and 200),
  confidence text not null check (confidence in ('T', 'C', 'P', 'U')),
  partner text not null check (length(partner) between 2 and 200),
  reference text not null check (length(reference) between 1 and 200),  -- the letter or order that asks for it
  enrolment_id uuid references kernel.record (id),
  case_id uuid references kernel.record (id),
  fingers smallint[] not null default '{}',
  image_records smallint check (image_records in (4, 14)),           -- which records carry the pictures of what was sent
  partner_number text,                                              -- the sender's own number of what came in
  bytes integer check (bytes > 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  office_id uuid not null references kernel.office (id),
  at timestamptz not null,
  by uuid not null references kernel.account (id),
  constraint sent_of_whom check ((direction = 'out') = (enrolment_id is not null)),
  constraint file_whole check ((bytes is null) = (sha256 is null) and (direction = 'in' or sha256 is not null))
);
create index exchange_by_time on biometrics.exchange (at desc);
create index exchange_by_enrolment on biometrics.exchange (enrolment_id) where enrolment_id is not null;

grant select, insert on biometrics.not_taken, biometrics.exchange to mizan_app;
-- What is to come in is announced with its purpose first; then the file is read.
grant update (format, fingers, partner_number, bytes, sha256) on biometrics.exchange to mizan_app;
grant select, insert, update on biometrics.identity_check, biometrics.count_sample, biometrics.retention to mizan_app;
grant select on biometrics.not_taken, biometrics.identity_check, biometrics.count_sample, biometrics.retention, biometrics.exchange to mizan_reader;
select kernel.track('biometrics.not_taken'), kernel.protect('biometrics.not_taken', 'custody_id'), kernel.append_only('biometrics.not_taken');
select kernel.track('biometrics.identity_check'), kernel.protect('biometrics.identity_check', 'custody_id');
select kernel.track('biometrics.count_sample'), kernel.protect('biometrics.count_sample', 'custody_id');
select kernel.track('biometrics.retention'), kernel.protect('biometrics.retention', 'enrolment_id');
select kernel.track('biometrics.exchange'), kernel.protect('biometrics.exchange', 'id');

-- A court that ends a case may not be able to read the prints taken in it: their ids and no more, so that they can be put before it.
-- Of a tree of nodes only what this one writes.
create function biometrics.enrolments_of(p_persons uuid[]) returns table (id uuid) language sql stable security definer set search_path = '' as $$
  select e.id from biometrics.enrolment e join kernel.record r on r.id = e.id
  where kernel.in_act() and e.person_id = any (p_persons) and e.state <> 'abandoned' and e.purpose in ('custody', 'sentenced') and kernel.elsewhere(r.writer) is null
$$;
-- Which of these persons have prints that can be compared; whoever holds the person may know that, and no more.
create function biometrics.enrolled_among(p_persons uuid[]) returns setof uuid language sql stable security definer set search_path = '' as $$
  select distinct t.person_id from biometrics.template t where t.person_id = any (p_persons)
$$;
revoke execute on function biometrics.enrolments_of(uuid[]), biometrics.enrolled_among(uuid[]) from public;
grant execute on function biometrics.enrolments_of(uuid[]), biometrics.enrolled_among(uuid[]) to mizan_app;
