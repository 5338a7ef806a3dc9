-- A person deprived of liberty, from arrest to proven release.
create schema custody;
grant usage on schema custody to mizan_app, mizan_reader;

create table custody.custody (
  id uuid primary key references kernel.record (id),
  number text not null,                           -- the record's own, for the lists; the case code of the public look-up
  person_id uuid not null,
  name_display text not null,
  name_keys text[] not null default '{}',
  sex text check (sex in ('male', 'female')),
  birth_date date,
  birth_precision text not null default 'unknown',
  age_group text not null check (age_group in ('adult', 'juvenile', 'unknown')),
  nationality text,
  case_id uuid not null references kernel.record (id),
  case_number text not null,
  act_day date not null,                          -- of the offence: decides whose rules apply by age (Juvenile 3, 5)
  proceeding text not null default 'investigation' check (proceeding in ('investigation', 'referred', 'on-trial', 'sentenced')),
  stage text not null check (stage in ('arrested', 'detained', 'referred', 'on-trial', 'sentenced', 'release-ordered', 'released', 'died', 'escaped')),
  arrested_at timestamptz not null,               -- the true time of arrest, however late it was entered
  entered_at timestamptz not null,
  late_reason text,
  ground text not null check (ground in ('warrant', '102', '103', 'none')),
  ground_id text not null,
  ground_article text not null,
  arrest_facts text,
  warrant_number text,
  arrest_place text not null,
  arrested_by text not null,
  station_id uuid not null references kernel.office (id),
  held_by uuid not null references kernel.office (id),
  facility_kind text not null,
  court_id uuid references kernel.office (id),
  prosecution_id uuid references kernel.office (id),
  trial_court_id uuid references kernel.office (id),
  governorate text,
  jurisdiction text not null check (jurisdiction in ('federal', 'kri')),
  offence_code text,
  article text,
  capital boolean not null default false,
  -- Worked out from custody.cover_fact by the same pure function that draws the bar; kept here so that a board of 100,000 is one index scan.
  cover_status text not null default 'covered' check (cover_status in ('covered', 'gap', 'away')),
  cover_until timestamptz,
  least_time timestamptz not null generated always as (coalesce(cover_until, 'infinity'::timestamptz)) stored,
  cover_kind text,
  cover_article text,
  cover_reason text,                              -- of a gap
  cover_fact_id uuid,
  ceiling_mark smallint not null default 0 check (ceiling_mark in (0, 80, 90, 100)),
  ceiling_at timestamptz,
  watch_at timestamptz,                           -- when the next of these facts runs out by itself
  next_act text,
  next_role text,
  next_office uuid references kernel.office (id),
  next_due timestamptz,
  next_article text,
  lawyer_name text,
  interpreter text,
  pin_hash text,
  ended_at timestamptz,
  ended_kind text check (ended_kind in ('released', 'bail', 'died', 'escaped')),
  constraint entered_after_the_arrest check (entered_at >= arrested_at),
  constraint late_entry_says_why check (entered_at - arrested_at <= interval '2 hours' or length(late_reason) >= 3),
  constraint ended_whole check ((ended_at is null) = (ended_kind is null)),
  constraint warrant_has_a_number check (ground <> 'warrant' or length(warrant_number) > 0)
);
-- Nobody is held twice: one open custody for a person.
create unique index custody_one_open_for_a_person on custody.custody (person_id) where ended_at is null;
-- The board: whoever has the least lawful time left first. Whatever it filters by is in the index itself.
create index custody_held on custody.custody (least_time, id)
  include (governorate, stage, sex, age_group, facility_kind, held_by, court_id, prosecution_id, trial_court_id, offence_code, article) where ended_at is null;
create index custody_by_holder on custody.custody (held_by, least_time, id) where ended_at is null;
create index custody_by_court on custody.custody (court_id, least_time, id) where ended_at is null;
create index custody_by_prosecution on custody.custody (prosecution_id, least_time, id) include (governorate, stage) where ended_at is null;
create index custody_counts on custody.custody (governorate, stage, least_time) where ended_at is null;
create index custody_by_trial_court on custody.custody (trial_court_id, least_time, id) where ended_at is null and trial_court_id is not null;
create index custody_by_governorate on custody.custody (governorate, least_time, id) where ended_at is null;
create index custody_by_stage on custody.custody (stage, least_time, id) where ended_at is null;
create index custody_by_watch on custody.custody (watch_at) where ended_at is null;
create index custody_by_case on custody.custody (case_id);
create index custody_by_person on custody.custody (person_id, arrested_at);
create index custody_by_next on custody.custody (next_office, next_due) where ended_at is null;
create index custody_by_number on custody.custody (number) where ended_at is null;
create index custody_by_case_number on custody.custody (case_number) where ended_at is null;
create index custody_by_name on custody.custody using gin (name_keys) where ended_at is null;

-- The cases a person is held for. `ref` is the case under which the facts of cover were written: a case that is joined or split keeps its count.
create table custody.custody_case (
  id uuid primary key,
  custody_id uuid not null references custody.custody (id),
  case_id uuid not null references kernel.record (id),
  ref uuid not null,
  added_at timestamptz not null,
  left_at timestamptz,
  unique (custody_id, case_id)
);
create index custody_case_by_case on custody.custody_case (case_id);

create table custody.cover_fact (
  id uuid primary key,
  custody_id uuid not null references custody.custody (id),
  type text not null check (type in ('arrest', 'papers-extension', 'order', 'felony-court-permission', 'order-cancelled', 'charge', 'sentence', 'release-order', 'bail', 'release', 'escape', 'recapture', 'death')),
  at timestamptz not null,                        -- when it truly happened
  from_at timestamptz,
  to_at timestamptz,
  data jsonb not null default '{}',
  entered_at timestamptz not null,
  constraint fact_not_from_the_future check (at <= entered_at),
  constraint order_is_fifteen_days_at_most check (type <> 'order'
    or (from_at is not null and to_at > from_at and (data ->> 'by' = 'court' or to_at <= from_at + interval '15 days')))
);
create index cover_fact_by_custody on custody.cover_fact (custody_id, at);

create table custody.step (                       -- what was done for and to the person: rights, lawyer, family, papers, questioning …
  id uuid primary key,
  custody_id uuid not null references custody.custody (id),
  kind text not null check (kind in ('rights-told', 'lawyer', 'family-told', 'interpreter', 'consulate-told', 'papers-sent', 'papers-received', 'questioned', 'juvenile-police', 'personality-study')),
  at timestamptz not null,
  data jsonb not null default '{}'
);
create index step_by_custody on custody.step (custody_id, at);

create table custody.medical_exam (
  id uuid primary key,
  custody_id uuid not null references custody.custody (id),
  at timestamptz not null,
  examiner text not null,
  occasion text not null check (occasion in ('arrest', 'intake', 'transfer', 'complaint', 'release', 'other')),
  findings text not null,
  marks jsonb not null default '[]',              -- body map: [{view, x, y, kind, note}]
  ill_treatment_signs boolean not null,
  fit_for_detention boolean not null
);
create index exam_by_custody on custody.medical_exam (custody_id, at);

create table custody.allegation (
  id uuid primary key references kernel.record (id),    -- a record of its own, held by the prosecution: the holding office can't close it
  custody_id uuid not null references custody.custody (id),
  alleged_at timestamptz not null,
  told_to text not null,
  words text not null,
  against_office uuid references kernel.office (id),
  examined_at timestamptz,
  closed_at timestamptz,
  outcome text
);
create index allegation_by_custody on custody.allegation (custody_id);

create table custody.property_item (
  id uuid primary key,
  custody_id uuid not null references custody.custody (id),
  description text not null check (length(description) between 2 and 300),
  quantity integer not null default 1 check (quantity > 0),
  seal_number text,
  taken_at timestamptz not null,
  returned_at timestamptz,
  returned_to text,
  constraint returned_to_somebody check ((returned_at is null) = (returned_to is null))
);
create index property_by_custody on custody.property_item (custody_id);

create table custody.detention_request (          -- a record of its own, held by the court that must decide
  id uuid primary key references kernel.record (id),
  custody_id uuid not null references custody.custody (id),
  kind text not null check (kind in ('first-papers', 'papers-extension', 'extension', 'felony-permission', 'bail', 'release')),
  court_id uuid not null references kernel.office (id),
  asked_at timestamptz not null,
  asked_by uuid not null,
  grounds text not null,
  days integer check (days between 1 and 15),
  decided_at timestamptz,
  decided_by uuid,
  decision text check (decision in ('granted', 'refused', 'withdrawn')),
  decision_reason text,
  constraint decided_whole check ((decided_at is null) = (decision is null))
);
create index request_awaiting on custody.detention_request (court_id, asked_at) where decided_at is null;
create index request_by_custody on custody.detention_request (custody_id);
create unique index request_one_open_of_a_kind on custody.detention_request (custody_id, kind) where decided_at is null;

create table custody.detention_order (            -- the fields of CPC 113; the id is that of its fact of cover
  id uuid primary key,
  custody_id uuid not null references custody.custody (id),
  number text not null,
  request_id uuid references custody.detention_request (id),
  court_id uuid not null references kernel.office (id),
  by_court boolean not null,                      -- by a trial court, not an investigative judge
  case_id uuid not null references kernel.record (id),
  judge_id uuid not null,
  judge_name text not null,
  name_in_order text not null,
  known_as text,
  surname text,
  article text not null,
  starts_on date not null,
  ends_on date not null,
  reasons text not null check (length(reasons) >= 3),
  warnings jsonb not null default '[]',
  document_id uuid,
  issued_at timestamptz not null,
  constraint order_at_most_fifteen_days check (ends_on >= starts_on and (by_court or ends_on <= starts_on + 14))
);
create index order_by_custody on custody.detention_order (custody_id, starts_on);

create table custody.bail (
  id uuid primary key,
  custody_id uuid not null references custody.custody (id),
  kind text not null check (kind in ('undertaking', 'guarantor', 'deposit')),
  amount_iqd bigint check (amount_iqd > 0),
  guarantor_name text,
  guarantor_document text,
  decided_at timestamptz not null,
  decided_by uuid not null,
  given_at timestamptz,
  given_by uuid,
  constraint guarantor_is_named check (kind <> 'guarantor' or length(guarantor_name) > 0)
);
create index bail_by_custody on custody.bail (custody_id);

create table custody.release_order (
  id uuid primary key,
  custody_id uuid not null references custody.custody (id),
  number text not null,
  decision text not null check (decision in ('judge', 'bail', 'acquittal', 'case-closed', 'sentence-served', 'conditional', 'amnesty', 'no-ground')),
  article text not null,
  reason text not null,
  ordered_at timestamptz not null,
  ordered_by uuid,
  office_id uuid not null references kernel.office (id),
  case_id uuid references kernel.record (id),     -- null: in every case
  document_id uuid,
  -- The steps that prove it, in their order.
  received_at timestamptz,
  received_by uuid,
  checked_at timestamptz,
  checked_by uuid,
  check_findings jsonb,
  freed_at timestamptz,
  freed_by uuid,
  signature_document uuid,
  property_returned_at timestamptz,
  slip_document uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  constraint received_before_checked check (checked_at is null or received_at <= checked_at),
  constraint checked_before_freed check (freed_at is null or checked_at <= freed_at),
  constraint checked_by_a_second_person check (checked_by is null or freed_by is null or checked_by <> freed_by)
);
create index release_by_custody on custody.release_order (custody_id, ordered_at);
create unique index release_one_open on custody.release_order (custody_id) where freed_at is null and withdrawn_at is null;

grant select, insert, update on custody.custody, custody.custody_case, custody.allegation, custody.property_item, custody.detention_request, custody.bail, custody.release_order to mizan_app;
grant select, insert on custody.cover_fact, custody.step, custody.medical_exam, custody.detention_order to mizan_app;
grant select on all tables in schema custody to mizan_reader;

select kernel.track('custody.custody'), kernel.track('custody.custody_case'), kernel.track('custody.cover_fact'), kernel.track('custody.step'), kernel.track('custody.medical_exam'),
       kernel.track('custody.allegation'), kernel.track('custody.property_item'), kernel.track('custody.detention_request'),
       kernel.track('custody.detention_order'), kernel.track('custody.bail'), kernel.track('custody.release_order');
select kernel.append_only('custody.cover_fact'), kernel.append_only('custody.step'), kernel.append_only('custody.medical_exam'), kernel.append_only('custody.detention_order');
select kernel.protect('custody.custody', 'id'), kernel.protect('custody.custody_case', 'custody_id'), kernel.protect('custody.cover_fact', 'custody_id'), kernel.protect('custody.step', 'custody_id'),
       kernel.protect('custody.medical_exam', 'custody_id'), kernel.protect('custody.allegation', 'id'), kernel.protect('custody.property_item', 'custody_id'),
       kernel.protect('custody.detention_request', 'custody_id'), kernel.protect('custody.detention_order', 'custody_id'), kernel.protect('custody.bail', 'custody_id'),
       kernel.protect('custody.release_order', 'custody_id');

-- What the board asks of everyone held. Only ids and numbers come out: row-level security is applied when the rows themselves are read.
-- Asked through it, each question would probe the readers of a hundred thousand records. The scope is the session's own, never the caller's word.
create function custody.board_conditions(p_column text, p_filter jsonb) returns text language plpgsql stable set search_path = '' as $$
declare
  conditions text := 'c.ended_at is null';
  field text;
  word text;
begin
  if not kernel.sees_all() then
    if p_column not in ('held_by', 'court_id', 'trial_court_id', 'prosecution_id') then raise exception 'no such scope: %', p_column; end if;
    conditions := conditions || case cardinality(kernel.scope()) when 1 then format(' and c.%I = %L', p_column, (kernel.scope())[1]) else format(' and c.%I = any (%L::uuid[])', p_column, kernel.scope()) end;
  end if;
  foreach field in array array['held_by', 'governorate', 'offence_code', 'article', 'sex', 'age_group', 'facility_kind', 'stage'] loop
    if p_filter ? field then conditions := conditions || format(' and c.%I = %L', field, p_filter ->> field); end if;
  end loop;
  if p_filter ? 'after' then conditions := conditions || format(' and c.least_time > %L', p_filter ->> 'after'); end if;
  if p_filter ? 'until' then conditions := conditions || format(' and c.least_time <= %L', p_filter ->> 'until'); end if;
  if p_filter ? 'number' then conditions := conditions || format(' and (c.number = %1$L or c.case_number = %1$L)', p_filter ->> 'number'); end if;
  -- Each word typed comes with its readings, spaces between.
  for word in select jsonb_array_elements_text(p_filter -> 'words') loop conditions := conditions || format(' and c.name_keys && %L::text[]', string_to_array(word, ' ')); end loop;
  return conditions;
end $$;

create function custody.board_page(p_column text, p_filter jsonb, p_after text, p_after_id uuid, p_limit integer) returns table (id uuid, upto text)
  language plpgsql stable security definer set search_path = '' set jit = off as $$
begin
  if not kernel.signed_in() then return; end if;
  return query execute format('select c.id, c.least_time::text from custody.custody c where %s %s order by c.least_time, c.id limit %s', custody.board_conditions(p_column, p_filter),
    case when p_after is null then '' else format('and (c.least_time, c.id) > (%L::timestamptz, %L::uuid)', p_after, p_after_id) end, p_limit);
end $$;

create function custody.board_counts(p_column text, p_now timestamptz) returns table (governorate text, stage text, gaps integer, count integer)
  language plpgsql stable security definer set search_path = '' set jit = off set work_mem = '16MB' as $$
begin
  if not kernel.signed_in() then return; end if;
  return query execute format('select c.governorate, c.stage, (count(*) filter (where c.least_time <= %L::timestamptz))::integer, count(*)::integer from custody.custody c where %s group by 1, 2', p_now, custody.board_conditions(p_column, '{}'));
end $$;

-- The custodies of a case, whichever the session may see: a decision in the case must reach every one of them.
create function custody.ids_of_case(p_case uuid) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  if not kernel.in_act() then raise exception 'only within an act' using errcode = 'MZ001'; end if;
  return query select k.custody_id from custody.custody_case k where k.case_id = p_case and k.left_at is null;
end $$;
revoke execute on function custody.board_page, custody.board_counts, custody.ids_of_case from public;
grant execute on function custody.board_page, custody.board_counts, custody.ids_of_case to mizan_app;
