-- Prisons and juvenile facilities: intake under an order, cells, the roll, the working of a sentence, release due, incidents.
create schema prisons;
grant usage on schema prisons to mizan_app, mizan_reader;

-- The plan of a facility: sections hold rooms, rooms hold cells. Only places with a capacity take people.
create table prisons.cell (
  id uuid primary key,
  facility_id uuid not null references kernel.office (id),
  parent_id uuid,
  kind text not null check (kind in ('section', 'hall', 'cell')),
  name text not null check (length(name) between 1 and 60),
  capacity integer not null check (capacity between 0 and 2000),
  sex text not null check (sex in ('male', 'female')),
  age_group text not null check (age_group in ('adult', 'juvenile')),
  standing text not null check (standing in ('untried', 'convicted', 'any')),
  category text not null check (category in ('general', 'reception', 'mother-and-infant', 'medical', 'protection', 'solitary', 'condemned', 'open')),
  closed_at timestamptz,
  closed_reason text,
  unique (id, facility_id),
  unique (id, sex),
  constraint cell_within_its_facility foreign key (parent_id, facility_id) references prisons.cell (id, facility_id),
  constraint section_holds_places_not_people check (kind <> 'section' or capacity = 0),
  constraint closing_has_a_reason check ((closed_at is null) = (closed_reason is null))
);
create unique index cell_name_once on prisons.cell (facility_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), name) where closed_at is null;
create index cell_by_facility on prisons.cell (facility_id);

-- One reception of one person by one facility, under the order that commits them (Penal 324, CPC 281): never without.
create table prisons.admission (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  facility_id uuid not null references kernel.office (id),
  handover_id uuid references kernel.handover (id),
  from_office uuid references kernel.office (id),
  order_kind text not null check (order_kind in ('imprisonment-memorandum', 'detention-order')),
  order_number text not null check (length(order_number) > 0),
  order_court text not null check (length(order_court) > 0),
  order_article text not null check (length(order_article) > 0),
  order_measure text not null check (length(order_measure) > 0),
  order_starts_on date not null,
  order_ends_at timestamptz,
  order_document_id uuid,
  days_held integer check (days_held >= 0),
  admitted_at timestamptz not null,
  admitted_by uuid not null references kernel.account (id),
  completed_at timestamptz,
  left_at timestamptz,
  left_kind text check (left_kind in ('transferred', 'released', 'bail', 'died', 'escaped')),
  constraint detention_order_has_an_end check (order_kind <> 'detention-order' or order_ends_at > admitted_at),
  constraint memorandum_says_days_held check (order_kind <> 'imprisonment-memorandum' or days_held is not null),
  constraint left_whole check ((left_at is null) = (left_kind is null)),
  constraint left_after_admission check (left_at is null or left_at >= admitted_at)
);
create unique index admission_one_at_a_time on prisons.admission (custody_id) where left_at is null;
create index admission_by_custody on prisons.admission (custody_id, admitted_at);
create index admission_by_facility on prisons.admission (facility_id, admitted_at desc);

-- What Mandela 7 wants written on arrival. A correction is a new sheet; the earlier one stays.
create table prisons.admission_sheet (
  id uuid primary key,
  admission_id uuid not null references prisons.admission (id),
  custody_id uuid not null references kernel.record (id),
  identity text not null,
  commitment text not null,
  arrest text not null,
  injuries_and_complaints text not null,
  injuries_found boolean not null,
  property text not null,
  family text not null,
  emergency_contact text not null,
  told_in_language text not null,
  remarks text,
  written_at timestamptz not null,
  written_by uuid not null references kernel.account (id),
  writer text not null
);
create index sheet_by_custody on prisons.admission_sheet (custody_id, written_at);
create index sheet_by_admission on prisons.admission_sheet (admission_id);

-- How each person held stands now; the id is the custody's. Lists of a prison of thousands are one index scan over it.
create table prisons.inmate (
  id uuid primary key references kernel.record (id),
  facility_id uuid not null references kernel.office (id),
  admission_id uuid not null references prisons.admission (id),
  person_id uuid not null,
  number text not null,
  name_display text not null,
  sex text not null check (sex in ('male', 'female')),
  birth_date date,
  birth_precision text not null,
  juvenile boolean not null,
  nationality text,
  case_id uuid not null references kernel.record (id),
  case_number text not null,
  article text,
  standing text not null check (standing in ('untried', 'convicted', 'condemned', 'civil-debtor')),
  pregnant boolean not null default false,
  with_infant boolean not null default false,
  vulnerable boolean not null default false,
  needs text,
  keep_apart uuid[] not null default '{}',
  cell_id uuid,
  out text check (out in ('court', 'hospital', 'leave', 'transit', 'work')),
  order_ends_at timestamptz,
  calculation_id uuid,
  confirmed boolean not null default false,
  stale boolean not null default false,           -- the papers changed after the last computation
  starts_on date,
  ends_at timestamptz,
  release_at_once boolean not null default false,
  conditional_on date,
  release_ordered_at timestamptz,
  solitary_until timestamptz,
  admitted_at timestamptz not null,
  left_at timestamptz,
  left_kind text,
  constraint inmate_in_own_facility_cell foreign key (cell_id, facility_id) references prisons.cell (id, facility_id),
  constraint inmate_in_cell_of_own_sex foreign key (cell_id, sex) references prisons.cell (id, sex),
  constraint who_has_left_has_no_cell check (left_at is null or cell_id is null)
);
create index inmate_held on prisons.inmate (facility_id, name_display) where left_at is null;
create index inmate_by_cell on prisons.inmate (cell_id) where left_at is null and cell_id is not null;
create index inmate_by_end on prisons.inmate (facility_id, ends_at) where left_at is null and ends_at is not null;
create index inmate_to_release on prisons.inmate (ends_at) where left_at is null and confirmed and release_ordered_at is null;
create index inmate_by_conditional on prisons.inmate (facility_id, conditional_on) where left_at is null and conditional_on is not null;
create index inmate_by_person on prisons.inmate (person_id);

-- Where each person sleeps: one place at a time, over the whole of their stay.
create table prisons.placement (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  admission_id uuid not null references prisons.admission (id),
  facility_id uuid not null references kernel.office (id),
  cell_id uuid not null,
  sex text not null check (sex in ('male', 'female')),
  from_at timestamptz not null,
  to_at timestamptz,
  reason text,
  over_capacity boolean not null,
  warnings jsonb not null default '[]',
  placed_by uuid not null references kernel.account (id),
  constraint placement_in_the_facility foreign key (cell_id, facility_id) references prisons.cell (id, facility_id),
  constraint placement_by_sex foreign key (cell_id, sex) references prisons.cell (id, sex),
  constraint placement_runs_forward check (to_at is null or to_at >= from_at),
  constraint more_than_the_places_has_a_reason check (not over_capacity or length(reason) >= 3),
  constraint one_place_at_a_time exclude using gist (custody_id with =, tstzrange(from_at, to_at) with &&)
);
create index placement_by_custody on prisons.placement (custody_id, from_at);
create index placement_by_cell on prisons.placement (cell_id, from_at);

-- Out of the building by a recorded act, and back: the roll doesn't look for them inside.
create table prisons.movement (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  facility_id uuid not null references kernel.office (id),
  kind text not null check (kind in ('court', 'hospital', 'leave', 'work')),
  destination text not null,
  escort text,
  out_at timestamptz not null,
  expected_at timestamptz,
  back_at timestamptz,
  back_note text,
  constraint movement_runs_forward check (back_at is null or back_at >= out_at)
);
create unique index movement_one_at_a_time on prisons.movement (custody_id) where back_at is null;
create index movement_by_custody on prisons.movement (custody_id, out_at);

-- A count on the floor against the roll at that moment (a record of its own). What differs is listed by name until it is resolved.
create table prisons.roll_count (
  id uuid primary key references kernel.record (id),
  facility_id uuid not null references kernel.office (id),
  round integer not null check (round between 1 and 9),
  first_id uuid references prisons.roll_count (id),
  counted_at timestamptz not null,
  counted_by uuid not null references kernel.account (id),
  counter text not null,
  roll jsonb not null,
  counted jsonb not null,
  expected integer not null,
  found integer not null,
  agrees boolean not null,
  constraint second_count_has_a_first check ((round = 1) = (first_id is null))
);
create index roll_count_by_facility on prisons.roll_count (facility_id, counted_at desc);
create index roll_count_by_first on prisons.roll_count (first_id);

create table prisons.roll_difference (
  id uuid primary key,
  roll_count_id uuid not null references prisons.roll_count (id),
  facility_id uuid not null references kernel.office (id),
  kind text not null check (kind in ('missing', 'extra', 'stranger', 'misplaced', 'inside-though-out', 'counted-twice')),
  custody_id uuid,
  name text not null,
  roll_cell_id uuid,
  counted_cell_id uuid,
  resolved_at timestamptz,
  resolved_by uuid references kernel.account (id),
  resolution text check (resolution in ('found', 'out-unrecorded', 'moved', 'counting-error', 'second-count', 'incident', 'no-order')),
  note text,
  incident_id uuid,
  constraint resolved_whole check ((resolved_at is null) = (resolution is null) and (resolved_at is null or length(note) >= 3))
);
create index difference_by_count on prisons.roll_difference (roll_count_id);
create index difference_open on prisons.roll_difference (facility_id) where resolved_at is null;

-- The working of a sentence, kept whole each time it is made: papers in, steps, result.
create table prisons.sentence_calculation (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  facility_id uuid not null references kernel.office (id),
  number integer not null check (number > 0),
  why text not null check (why in ('first', 'papers-changed', 'facts-changed', 'asked-again')),
  input jsonb not null,
  input_digest text not null,
  result jsonb not null,
  starts_on date,
  last_day date,
  ends_at timestamptz,
  release_at_once boolean not null,
  conditional_on date,
  blocked boolean not null,                       -- the papers lack what a day of release needs
  calculated_at timestamptz not null,
  calculated_by uuid not null references kernel.account (id),
  calculator text not null,
  unique (id, calculated_by),
  unique (custody_id, number),
  constraint last_day_has_its_instant check ((last_day is null) = (ends_at is null))
);

-- Confirmed by a second person; only then does it speak for the custody.
create table prisons.sentence_confirmation (
  id uuid primary key,
  calculation_id uuid not null unique,
  custody_id uuid not null references kernel.record (id),
  calculated_by uuid not null,
  confirmed_at timestamptz not null,
  confirmed_by uuid not null references kernel.account (id),
  confirmer text not null,
  document_id uuid not null,
  cover_facts uuid[] not null,                    -- by which it covers the custody from then on
  constraint confirms_its_calculation foreign key (calculation_id, calculated_by) references prisons.sentence_calculation (id, calculated_by),
  constraint four_eyes check (confirmed_by <> calculated_by)
);
create index confirmation_by_custody on prisons.sentence_confirmation (custody_id);

-- What a computation rests on that no other system keeps: a fine paid, a remission decided. Never rewritten.
create table prisons.sentence_fact (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  kind text not null check (kind in ('fine-paid', 'remission', 'conditional-release-revoked', 'suspension-revoked')),
  sentence_id uuid,
  amount_iqd bigint check (amount_iqd > 0),
  days integer check (days > 0),
  on_day date not null,
  paper text not null check (length(paper) >= 2),
  entered_at timestamptz not null,
  entered_by uuid not null references kernel.account (id),
  constraint fine_paid_says_how_much check (kind <> 'fine-paid' or (amount_iqd is not null and sentence_id is not null)),
  constraint remission_says_how_long check (kind <> 'remission' or days is not null)
);
create index sentence_fact_by_custody on prisons.sentence_fact (custody_id, entered_at);

-- Deaths, escapes and what else must be told outside (a record of its own; the prosecution and the inspectorate read it).
create table prisons.incident (
  id uuid primary key references kernel.record (id),
  facility_id uuid not null references kernel.office (id),
  kind text not null check (kind in ('death', 'disappearance', 'escape', 'serious-injury', 'torture-allegation', 'sexual-violence', 'hunger-strike', 'fire', 'riot')),
  occurred_at timestamptz not null,
  place text not null,
  description text not null check (length(description) >= 3),
  foreigner boolean not null,
  reported_at timestamptz not null,
  reported_by uuid not null references kernel.account (id),
  reporter text not null,
  death_certificate text,
  remains_handed_to text,
  closed_at timestamptz,
  closed_by uuid references kernel.account (id),
  outcome text,
  constraint incident_not_in_the_future check (occurred_at <= reported_at),
  constraint closing_says_the_outcome check ((closed_at is null) = (outcome is null))
);
create index incident_by_facility on prisons.incident (facility_id, occurred_at desc);
create index incident_open on prisons.incident (facility_id) where closed_at is null;

create table prisons.incident_person (
  id uuid primary key,
  incident_id uuid not null references prisons.incident (id),
  custody_id uuid not null references kernel.record (id),
  name text not null,
  unique (incident_id, custody_id)
);
create index incident_person_by_custody on prisons.incident_person (custody_id);

create table prisons.incident_notice (
  id uuid primary key,
  incident_id uuid not null references prisons.incident (id),
  recipient text not null check (recipient in ('investigative-judge', 'prosecutor', 'inspector', 'family', 'forensic-medicine', 'consulate', 'police')),
  told_at timestamptz not null,
  told_whom text not null,
  how text not null check (how in ('platform', 'telephone', 'letter', 'in-person')),
  told_by uuid references kernel.account (id),
  unique (incident_id, recipient)
);

-- The file for the court that decides on conditional release (CPC 331-337); a record of its own, read by that court and the prosecution.
create table prisons.conditional_release (
  id uuid primary key references kernel.record (id),
  custody_id uuid not null references kernel.record (id),
  facility_id uuid not null references kernel.office (id),
  calculation_id uuid not null references prisons.sentence_calculation (id),
  name text not null,
  court_id uuid not null references kernel.office (id),
  prosecution_id uuid references kernel.office (id),
  article text not null,
  eligible_on date not null,
  opened_at timestamptz not null,
  opened_by uuid not null references kernel.account (id),
  request text not null,
  conduct text not null,
  warnings jsonb not null default '[]',
  opinion text,
  opinion_for boolean,
  opinion_at timestamptz,
  opinion_by uuid references kernel.account (id),
  decision text check (decision in ('granted', 'refused', 'withdrawn')),
  decision_reason text,
  conditions text,
  decided_at timestamptz,
  decided_by uuid references kernel.account (id),
  told_at timestamptz,
  constraint decided_whole check ((decision is null) = (decided_at is null) and (decided_at is null or length(decision_reason) >= 3)),
  constraint opinion_whole check ((opinion is null) = (opinion_at is null))
);
create unique index conditional_one_open on prisons.conditional_release (custody_id) where decision is null;
create index conditional_by_court on prisons.conditional_release (court_id, opened_at) where decision is null;
create index conditional_by_facility on prisons.conditional_release (facility_id, opened_at desc);

-- An order to move a person to another facility; the move itself is the hand-over of the custody.
create table prisons.transfer (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  from_facility uuid not null references kernel.office (id),
  to_facility uuid not null references kernel.office (id),
  handover_id uuid not null unique references kernel.handover (id),
  reason text not null check (length(reason) >= 3),
  order_number text not null,
  fit_to_travel boolean not null,
  family_told_at timestamptz,
  commitment jsonb not null,                      -- the order that travels with the person, as it stood when they left
  ordered_at timestamptz not null,
  ordered_by uuid not null references kernel.account (id),
  arrived_at timestamptz,
  constraint transfer_goes_elsewhere check (from_facility <> to_facility)
);
create index transfer_by_custody on prisons.transfer (custody_id, ordered_at);

-- Twenty-two hours a day without meaningful contact (Mandela 43-45): never more than fifteen days on end.
create table prisons.solitary (
  id uuid primary key,
  custody_id uuid not null references kernel.record (id),
  facility_id uuid not null references kernel.office (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null check (length(reason) >= 3),
  authorised_by text not null check (length(authorised_by) >= 3),
  warnings jsonb not null default '[]',
  ordered_by uuid not null references kernel.account (id),
  ended_at timestamptz,
  end_note text,
  constraint solitary_runs_forward check (until_at > from_at and (ended_at is null or ended_at >= from_at)),
  constraint solitary_fifteen_days_at_most check (until_at <= from_at + interval '15 days'),
  constraint one_solitary_at_a_time exclude using gist (custody_id with =, tstzrange(from_at, coalesce(ended_at, until_at)) with &&)
);
create index solitary_by_custody on prisons.solitary (custody_id, from_at);
create index solitary_by_facility on prisons.solitary (facility_id) where ended_at is null;

create table prisons.solitary_visit (
  id uuid primary key,
  solitary_id uuid not null references prisons.solitary (id),
  custody_id uuid not null references kernel.record (id),
  visited_at timestamptz not null,
  visited_by uuid not null references kernel.account (id),
  visitor text not null,
  fit boolean not null,
  note text not null
);
create index solitary_visit_by_solitary on prisons.solitary_visit (solitary_id, visited_at);

grant select on all tables in schema prisons to mizan_app, mizan_reader;
grant insert on all tables in schema prisons to mizan_app;
grant update (name, capacity, sex, age_group, standing, category, closed_at, closed_reason) on prisons.cell to mizan_app;
grant update (completed_at, left_at, left_kind) on prisons.admission to mizan_app;
grant update on prisons.inmate to mizan_app;
grant update (to_at) on prisons.placement to mizan_app;
grant update (back_at, back_note) on prisons.movement to mizan_app;
grant update (resolved_at, resolved_by, resolution, note, incident_id) on prisons.roll_difference to mizan_app;
grant update (death_certificate, remains_handed_to, closed_at, closed_by, outcome) on prisons.incident to mizan_app;
grant update (opinion, opinion_for, opinion_at, opinion_by, decision, decision_reason, conditions, decided_at, decided_by, told_at) on prisons.conditional_release to mizan_app;
grant update (arrived_at, family_told_at) on prisons.transfer to mizan_app;
grant update (ended_at, end_note) on prisons.solitary to mizan_app;

select kernel.track('prisons.cell'), kernel.track('prisons.admission'), kernel.track('prisons.admission_sheet'), kernel.track('prisons.inmate'), kernel.track('prisons.placement'), kernel.track('prisons.movement'),
       kernel.track('prisons.roll_count'), kernel.track('prisons.roll_difference'), kernel.track('prisons.sentence_calculation'), kernel.track('prisons.sentence_confirmation'), kernel.track('prisons.sentence_fact'),
       kernel.track('prisons.incident'), kernel.track('prisons.incident_person'), kernel.track('prisons.incident_notice'), kernel.track('prisons.conditional_release'), kernel.track('prisons.transfer'),
       kernel.track('prisons.solitary'), kernel.track('prisons.solitary_visit');
select kernel.append_only('prisons.admission_sheet'), kernel.append_only('prisons.roll_count'), kernel.append_only('prisons.sentence_calculation'), kernel.append_only('prisons.sentence_confirmation'),
       kernel.append_only('prisons.sentence_fact'), kernel.append_only('prisons.incident_person'), kernel.append_only('prisons.incident_notice'), kernel.append_only('prisons.solitary_visit');
select kernel.share('prisons.cell', 'office', 'all', 'facility_id');
select kernel.protect('prisons.admission', 'custody_id'), kernel.protect('prisons.admission_sheet', 'custody_id'), kernel.protect('prisons.inmate', 'id'), kernel.protect('prisons.placement', 'custody_id'),
       kernel.protect('prisons.movement', 'custody_id'), kernel.protect('prisons.roll_count', 'id'), kernel.protect('prisons.roll_difference', 'roll_count_id'), kernel.protect('prisons.sentence_calculation', 'custody_id'),
       kernel.protect('prisons.sentence_confirmation', 'custody_id'), kernel.protect('prisons.sentence_fact', 'custody_id'), kernel.protect('prisons.incident', 'id'), kernel.protect('prisons.incident_person', 'incident_id'),
       kernel.protect('prisons.incident_notice', 'incident_id'), kernel.protect('prisons.conditional_release', 'id'), kernel.protect('prisons.transfer', 'custody_id'), kernel.protect('prisons.solitary', 'custody_id'),
       kernel.protect('prisons.solitary_visit', 'custody_id');

-- The plan of a facility is read by that facility and by whoever reads the nation; it names nobody.
alter table prisons.cell enable row level security;
create policy by_facility on prisons.cell for all to mizan_app, mizan_reader
  using ((select kernel.sees_all()) or facility_id = any ((select kernel.scope())::uuid[])) with check ((select kernel.in_act()));

-- Penal 324: a facility that keeps its plan here holds nobody whom it did not admit under an order.
create function prisons.refuse_intake_without_order() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from prisons.cell c where c.facility_id = new.office_id)
     and not exists (select from prisons.admission a where a.custody_id = new.id and a.facility_id = new.office_id and a.left_at is null) then
    raise exception 'no intake without an order: %', new.id using errcode = 'check_violation', constraint = 'intake_has_an_order';
  end if;
  return null;
end $$;
create constraint trigger intake_has_an_order after insert or update of office_id on kernel.record deferrable initially deferred
  for each row when (new.kind = 'custody' and new.state <> 'closed') execute function prisons.refuse_intake_without_order();
