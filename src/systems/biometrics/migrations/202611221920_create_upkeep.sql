-- Scanners and their checks; practice for those who take and compare prints. Nothing here is of a person deprived of liberty: an image that
-- checks a scanner is measured and forgotten, an exercise shows fingers that nobody has.

create table biometrics.device_event (
  id uuid primary key,
  device_id uuid not null references biometrics.device (id),
  office_id uuid not null references kernel.office (id),
  kind text not null check (kind in ('registered', 'out-of-order', 'repaired', 'moved', 'retired')),
  reason text not null check (length(reason) between 3 and 1000),
  at timestamptz not null,
  by uuid not null references kernel.account (id)
);
create index device_event_by_device on biometrics.device_event (device_id, at desc);

-- One image of a scanner, measured.
create table biometrics.device_check (
  id uuid primary key,
  device_id uuid not null references biometrics.device (id),
  office_id uuid not null references kernel.office (id),
  look text not null check (look in ('empty', 'finger', 'bars')),
  lines_per_mm real check (lines_per_mm between 0.2 and 5),
  measures jsonb not null,
  faults text[] not null,
  passed boolean not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),           -- of the file: a finger that is byte for byte an earlier one was not put on the glass
  at timestamptz not null,
  by uuid not null references kernel.account (id),
  constraint faults_or_passed check (passed = (cardinality(faults) = 0)),
  constraint bars_have_a_measure check ((look = 'bars') = (lines_per_mm is not null))
);
create index device_check_by_device on biometrics.device_check (device_id, look, at desc);

-- The seed makes the exercises; whoever knows it knows the answers. It leaves the server in no answer.
create table biometrics.practice_session (
  id uuid primary key,
  account_id uuid not null references kernel.account (id),
  office_id uuid not null references kernel.office (id),
  kind text not null check (kind in ('pair', 'quality', 'sequence', 'retake')),
  level smallint not null check (level between 1 and 3),
  seed text not null check (seed ~ '^[0-9a-f]{32}$'),
  exercises smallint not null check (exercises between 1 and 50),
  started_at timestamptz not null,
  finished_at timestamptz,
  points real,
  passed boolean,
  constraint finished_whole check ((finished_at is null) = (points is null) and (finished_at is null) = (passed is null))
);
create index practice_session_by_account on biometrics.practice_session (account_id, started_at desc);
create index practice_session_by_office on biometrics.practice_session (office_id, started_at desc);
create unique index practice_one_open_of_a_kind on biometrics.practice_session (account_id, kind) where finished_at is null;

create table biometrics.practice_answer (
  id uuid primary key,
  session_id uuid not null references biometrics.practice_session (id),
  office_id uuid not null references kernel.office (id),
  number smallint not null check (number between 1 and 50),
  answer jsonb not null,
  marking text not null check (marking in ('right', 'partly', 'inconclusive', 'wrong', 'grave')),
  points real not null check (points between 0 and 1),
  seconds integer not null check (seconds >= 0),
  at timestamptz not null,
  unique (session_id, number)
);

grant select, insert on biometrics.device_event, biometrics.device_check, biometrics.practice_answer to mizan_app;
grant select, insert, update (finished_at, points, passed) on biometrics.practice_session to mizan_app;
grant select on biometrics.device_event, biometrics.device_check, biometrics.practice_answer to mizan_reader;
grant select (id, account_id, office_id, kind, level, exercises, started_at, finished_at, points, passed) on biometrics.practice_session to mizan_reader;

select kernel.track('biometrics.device_event'), kernel.track('biometrics.device_check'), kernel.track('biometrics.practice_session'), kernel.track('biometrics.practice_answer');
select kernel.append_only('biometrics.device_event'), kernel.append_only('biometrics.device_check'), kernel.append_only('biometrics.practice_answer');
select kernel.share('biometrics.device_event', 'office', 'nation', 'office_id', 'office_id'), kernel.share('biometrics.device_check', 'office', 'nation', 'office_id', 'office_id'),
  kernel.share('biometrics.practice_session', 'office', 'nation', 'office_id', 'office_id'), kernel.share('biometrics.practice_answer', 'office', 'nation', 'office_id', 'office_id');

-- An office sees its own people's practice, and whoever stands above it what is below. (Devices' rows are about no person; as the devices, all may read them.)
alter table biometrics.practice_session enable row level security;
alter table biometrics.practice_answer enable row level security;
create policy by_office on biometrics.practice_session for all to mizan_app, mizan_reader
  using ((select kernel.sees_all()) or office_id = any ((select kernel.scope())::uuid[])) with check ((select kernel.in_act()));
create policy by_office on biometrics.practice_answer for all to mizan_app, mizan_reader
  using ((select kernel.sees_all()) or office_id = any ((select kernel.scope())::uuid[])) with check ((select kernel.in_act()));
-- One's own practice stays one's own in another office.
create policy own_practice on biometrics.practice_session for all to mizan_app using (account_id = (select kernel.reader_account())) with check ((select kernel.in_act()));
create policy own_answers on biometrics.practice_answer for select to mizan_app using (session_id in (select s.id from biometrics.practice_session s where s.account_id = (select kernel.reader_account())));

-- How many templates wait to be made anew is asked for every time the maintenance page is opened.
create index template_by_version on biometrics.template (version);
