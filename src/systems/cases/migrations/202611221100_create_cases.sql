-- Criminal cases from the complaint to the referral. The id of a case is the id of its kernel.record.
create schema cases;
grant usage on schema cases to mizan_app, mizan_reader;

create table cases.case (
  id uuid primary key references kernel.record (id),
  origin text not null check (origin in ('complaint', 'information', 'arrest', 'split')),
  stage text not null check (stage in ('investigation', 'referred', 'trial', 'judged', 'cassation', 'final', 'closed')),
  summary text not null check (length(summary) between 3 and 4000),
  place text not null,
  occurred_at timestamptz,
  governorate text,
  jurisdiction text not null check (jurisdiction in ('federal', 'kri')),
  station_id uuid not null references kernel.office (id),        -- where it was opened
  court_id uuid not null references kernel.office (id),          -- the investigation court
  prosecution_id uuid references kernel.office (id),
  trial_court_id uuid references kernel.office (id),
  opened_at timestamptz not null,
  opened_by uuid not null references kernel.account (id),
  flagrante boolean not null,
  civil_claim text not null check (civil_claim in ('included', 'declined', 'not-said')),
  complaint_only boolean not null,                               -- CPC 3(A)
  complained boolean not null,                                   -- by the victim or who represents him
  knew_on date,                                                  -- the victim's knowledge (CPC 6)
  victim_is_kin boolean not null,
  against_public_servant boolean not null,
  state_property boolean not null,
  juvenile boolean not null default false,
  offence_code text,                                             -- the gravest live charge
  offence_class text check (offence_class in ('F', 'M', 'C', 'X')),
  capital boolean not null default false,
  accused_names text not null default '',
  accused_count integer not null default 0,
  search_text text not null default '',                          -- folded: number, names, summary, place
  outcome text,                                                  -- of the last decision
  outcome_at timestamptz,
  joined_into uuid references kernel.record (id),
  constraint opened_after_it_happened check (occurred_at is null or occurred_at <= opened_at),
  constraint referred_to_a_court check (stage not in ('referred', 'trial') or trial_court_id is not null),
  constraint not_joined_into_itself check (joined_into <> id)
);
create index case_by_opening on cases.case (opened_at desc, id desc);
create index case_by_court on cases.case (court_id, opened_at desc) where stage = 'investigation';
create index case_by_station on cases.case (station_id, opened_at desc);
create index case_by_words on cases.case using gin (to_tsvector('simple', search_text));

create table cases.party (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  person_id uuid not null,
  role text not null check (role in ('complainant', 'informant', 'victim', 'accused', 'witness', 'civil-claimant', 'civilly-liable', 'guardian', 'lawyer', 'expert')),
  for_person_id uuid,                                            -- whom a guardian or lawyer stands for
  status text check (status in ('free', 'summoned', 'arrested', 'detained', 'bailed', 'fugitive', 'in-asylum', 'dead')),
  name text not null default '',                                 -- as it was when added
  juvenile boolean not null default false,
  trade text,
  residence text,
  note text,
  added_at timestamptz not null,
  added_by uuid not null references kernel.account (id),
  ended_at timestamptz,
  ended_why text,
  constraint guardian_and_lawyer_stand_for_somebody check (role not in ('guardian', 'lawyer') or for_person_id is not null),
  constraint nobody_stands_for_themselves check (for_person_id <> person_id),
  constraint only_the_accused_has_a_status check (status is null or role = 'accused'),
  constraint party_ends_with_a_reason check ((ended_at is null) = (ended_why is null))
);
create index party_by_case on cases.party (case_id);
create index party_by_person on cases.party (person_id);
create unique index party_once on cases.party (case_id, person_id, role, coalesce(for_person_id, person_id)) where ended_at is null;

create table cases.charge (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  person_id uuid,                                                -- null: the perpetrator is not known yet
  offence_code text not null,
  circumstance text,
  attempt boolean not null,
  act_on date,
  reason text,
  qualified_at timestamptz not null,
  qualified_by uuid not null references kernel.account (id),
  replaces uuid references cases.charge (id),
  ended_at timestamptz,
  ended_why text check (ended_why in ('requalified', 'perpetrator-found', 'joined', 'split', 'dropped')),
  constraint charge_ends_with_a_reason check ((ended_at is null) = (ended_why is null)),
  constraint charge_runs_forward check (ended_at is null or ended_at >= qualified_at)
);
create index charge_by_case on cases.charge (case_id);
create index charge_by_person on cases.charge (person_id);
create unique index charge_once on cases.charge (case_id, coalesce(person_id, case_id), offence_code, coalesce(circumstance, ''), attempt) where ended_at is null;
create unique index charge_replaced_once on cases.charge (replaces) where replaces is not null;

-- The station's book (CPC 49(C)): numbered without gaps in each office and year, never rewritten.
create table cases.diary_entry (
  id uuid primary key,
  case_id uuid references cases.case (id),
  office_id uuid not null references kernel.office (id),
  number text not null,
  informed_at timestamptz not null,
  entered_at timestamptz not null,
  entered_by uuid not null references kernel.account (id),
  informant text,
  witnesses text,
  summary text not null check (length(summary) between 3 and 4000),
  signed boolean not null,
  corrects uuid references cases.diary_entry (id),
  constraint diary_number_is_never_reused unique (office_id, number),
  constraint news_came_before_it_was_entered check (informed_at <= entered_at)
);
create index diary_by_office on cases.diary_entry (office_id, entered_at desc);
create index diary_by_case on cases.diary_entry (case_id);

create table cases.statement (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  kind text not null check (kind in ('complainant', 'witness', 'expert', 'accused')),
  person_id uuid not null,
  name text not null,
  surname text,
  trade text,
  residence text,
  relation text,
  age integer check (age between 0 and 130),
  sworn boolean not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  place text not null,
  office_id uuid not null references kernel.office (id),
  recorded_by uuid not null references kernel.account (id),
  recorded_by_role text not null,
  present text[] not null,
  interpreter text,
  condition text,
  body text not null check (length(body) between 1 and 60000),
  defence text,                                                  -- evidence in denial (CPC 123)
  told_offence boolean not null,
  told_rights boolean not null,
  lawyer text not null check (lawyer in ('none', 'present', 'waived')),
  lawyer_name text,
  confession boolean not null,
  own_handwriting boolean not null,
  read_back boolean not null,
  signature text not null check (signature in ('signed', 'thumb', 'refused')),
  refusal_note text,
  coercion_alleged boolean not null,
  injuries_seen boolean not null,
  coercion_note text,
  warnings jsonb not null default '[]',
  corrects uuid references cases.statement (id),
  constraint statement_runs_forward check (ended_at >= started_at),
  constraint only_the_judge_records_a_confession check (not confession or (kind = 'accused' and recorded_by_role = 'investigative-judge')),
  constraint confession_is_read_back_and_signed check (not confession or (read_back and signature <> 'refused')),
  constraint accused_knows_offence_and_rights check (kind <> 'accused' or (told_offence and told_rights and lawyer in ('present', 'waived'))),
  constraint accused_takes_no_oath check (kind <> 'accused' or not sworn),
  constraint child_takes_no_oath check (not sworn or age is null or age >= 15),
  constraint refusal_is_noted check (signature <> 'refused' or length(coalesce(refusal_note, '')) >= 3)
);
create index statement_by_case on cases.statement (case_id, started_at);

create table cases.search_record (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  ground text not null check (ground in ('order', 'arrested-person', 'flagrante-home', 'cry-for-help', 'fire-or-flood')),
  order_number text,
  of_place boolean not null,
  searched_person_id uuid,
  procedures text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  place text not null,
  objects_seized text not null,
  persons_found text not null,
  remarks text not null,
  accused_present boolean not null,
  accused_absence_reason text,
  owner_present boolean not null,
  witnesses text[] not null,
  mukhtar text,
  signatures jsonb not null,
  female_searched boolean not null,
  female_searcher text,
  detail jsonb not null default '{}',
  warnings jsonb not null default '[]',
  office_id uuid not null references kernel.office (id),
  recorded_at timestamptz not null,
  recorded_by uuid not null references kernel.account (id),
  constraint order_has_its_number check (ground <> 'order' or coalesce(order_number, '') <> ''),
  constraint a_woman_searches_a_woman check (not female_searched or coalesce(female_searcher, '') <> ''),
  constraint two_witnesses_at_a_place check (not of_place or ground in ('cry-for-help', 'fire-or-flood') or cardinality(witnesses) >= 2)
);
create index search_by_case on cases.search_record (case_id);

create table cases.scene_record (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  inspected_at timestamptz not null,
  place text not null,
  traces text not null,
  damage text not null,
  sketch text not null,
  sketch_document_id uuid,
  persons text not null,
  death boolean not null,
  apparent_cause text,
  seized text not null,
  flagrante_felony boolean not null,
  by_judge boolean not null,
  judge_unable_reason text,
  prosecution_told boolean not null,
  warnings jsonb not null default '[]',
  office_id uuid not null references kernel.office (id),
  recorded_at timestamptz not null,
  recorded_by uuid not null references kernel.account (id),
  constraint death_has_an_apparent_cause check (not death or coalesce(apparent_cause, '') <> '')
);
create index scene_by_case on cases.scene_record (case_id);

-- What a judge decided (CPC 130-133, 55, 195, 302). For whom: all accused of the case where person_ids is empty.
create table cases.decision (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  number text not null,
  kind text not null check (kind in ('reject', 'refer', 'release', 'close-unknown', 'close-accident', 'reopen', 'join', 'split', 'transfer', 'accept-conciliation', 'refuse-conciliation', 'accept-waiver', 'refuse-waiver')),
  person_ids uuid[] not null,
  article text not null,
  reasons text not null,
  detail jsonb not null default '{}',
  warnings jsonb not null default '[]',
  trial_court_id uuid references kernel.office (id),
  decided_at timestamptz not null,
  decided_by uuid not null references kernel.account (id),
  judge_name text not null,
  office_id uuid not null references kernel.office (id),
  settlement_id uuid,
  constraint decision_number_is_never_reused unique (office_id, number),
  constraint referral_names_its_court check ((kind = 'refer') = (trial_court_id is not null)),
  constraint decision_is_reasoned check (length(reasons) >= 3)
);
create index decision_by_case on cases.decision (case_id, decided_at);

create table cases.settlement (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  kind text not null check (kind in ('waiver', 'conciliation')),
  by_person_id uuid not null,
  capacity text not null check (capacity in ('victim', 'representative', 'complainant')),
  for_person_ids uuid[] not null check (cardinality(for_person_ids) > 0),
  statement text not null,
  conditional boolean not null,
  threat_harm_or_damage boolean not null,
  needs_approval boolean not null,
  made_at timestamptz not null,
  recorded_by uuid not null references kernel.account (id),
  office_id uuid not null references kernel.office (id),
  constraint conciliation_is_unconditional check (kind <> 'conciliation' or not conditional)
);
create index settlement_by_case on cases.settlement (case_id);
alter table cases.decision add constraint decision_on_settlement foreign key (settlement_id) references cases.settlement (id);
create unique index settlement_decided_once on cases.decision (settlement_id) where settlement_id is not null;

create table cases.case_link (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  other_id uuid not null references cases.case (id),
  why text not null check (why in ('joined', 'split', 'related')),
  article text not null,
  reason text not null,
  at timestamptz not null,
  constraint linked_to_another check (case_id <> other_id),
  constraint linked_once unique (case_id, other_id, why)
);
create index link_back on cases.case_link (other_id);

-- What an office outside must be told at once, and when it saw it: news of the offence (49), each decision (130(E)), coercion (127).
create table cases.notice (
  id uuid primary key,
  case_id uuid not null references cases.case (id),
  kind text not null check (kind in ('opened', 'decision', 'coercion')),
  about_id uuid not null,
  office_id uuid not null references kernel.office (id),
  article text not null,
  told_at timestamptz not null,
  seen_at timestamptz,
  seen_by uuid references kernel.account (id),
  constraint told_once unique (about_id, office_id),
  constraint seen_by_somebody check ((seen_at is null) = (seen_by is null)),
  constraint seen_after_told check (seen_at is null or seen_at >= told_at)
);
create index notice_unseen on cases.notice (office_id, told_at) where seen_at is null;

grant select on all tables in schema cases to mizan_app, mizan_reader;
grant insert on all tables in schema cases to mizan_app;
grant update on cases.case to mizan_app;
grant update (ended_at, ended_why, status) on cases.party to mizan_app;
grant update (ended_at, ended_why) on cases.charge to mizan_app;
grant update (seen_at, seen_by) on cases.notice to mizan_app;

select kernel.track('cases.case'), kernel.track('cases.party'), kernel.track('cases.charge'), kernel.track('cases.diary_entry'), kernel.track('cases.statement'),
       kernel.track('cases.search_record'), kernel.track('cases.scene_record'), kernel.track('cases.decision'), kernel.track('cases.settlement'),
       kernel.track('cases.case_link'), kernel.track('cases.notice');
select kernel.append_only('cases.diary_entry'), kernel.append_only('cases.statement'), kernel.append_only('cases.search_record'), kernel.append_only('cases.scene_record'),
       kernel.append_only('cases.decision'), kernel.append_only('cases.settlement'), kernel.append_only('cases.case_link');
select kernel.protect('cases.case', 'id'), kernel.protect('cases.party', 'case_id'), kernel.protect('cases.charge', 'case_id'), kernel.protect('cases.diary_entry', 'case_id'),
       kernel.protect('cases.statement', 'case_id'), kernel.protect('cases.search_record', 'case_id'), kernel.protect('cases.scene_record', 'case_id'),
       kernel.protect('cases.decision', 'case_id'), kernel.protect('cases.settlement', 'case_id'), kernel.protect('cases.case_link', 'case_id'), kernel.protect('cases.notice', 'case_id');

-- An entry of the station's book that belongs to no case is read by its own office.
create policy by_office on cases.diary_entry for select to mizan_app, mizan_reader
  using (case_id is null and ((select kernel.sees_all()) or office_id = any ((select kernel.scope())::uuid[])));

-- An ended row stays as it was: what ended is history.
create function cases.refuse_reviving() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null then
    raise exception 'history is never rewritten: UPDATE on cases.%', tg_table_name using errcode = 'MZ003';
  end if;
  return new;
end $$;
create trigger refuse_reviving before update on cases.party for each row execute function cases.refuse_reviving();
create trigger refuse_reviving before update on cases.charge for each row execute function cases.refuse_reviving();
