-- Trial, judgment and challenge. Everything belongs to a case and is read by whoever may read the case; only rooms belong to a court.
create schema courts;
grant usage on schema courts to mizan_app, mizan_reader;

create table courts.room (
  id uuid primary key,
  court_id uuid not null references kernel.office (id),
  name_ar text not null check (length(name_ar) between 1 and 120),
  name_ckb text not null,
  name_en text not null,
  closed_at timestamptz,
  constraint room_named_once unique (court_id, name_ar)
);

-- The court's own register: one row each time a case comes before it (referral, retrial).
create table courts.trial (
  id uuid primary key,
  case_id uuid not null references kernel.record (id),
  court_id uuid not null references kernel.office (id),
  number text not null,
  why text not null check (why in ('referral', 'retrial', 'objection', 'reconsideration', 'transfer')),
  class text not null check (class in ('felony', 'misdemeanour', 'contravention')),
  juvenile boolean not null,
  opened_at timestamptz not null,
  opened_by uuid references kernel.account (id),
  ended_at timestamptz,
  constraint trial_number_is_never_reused unique (court_id, number),
  constraint trial_runs_forward check (ended_at is null or ended_at >= opened_at)
);
create unique index trial_one_open on courts.trial (case_id) where ended_at is null;
create index trial_by_court on courts.trial (court_id, opened_at desc);

create table courts.hearing (
  id uuid primary key,
  case_id uuid not null references kernel.record (id),
  trial_id uuid not null references courts.trial (id),
  court_id uuid not null references kernel.office (id),
  room_id uuid references courts.room (id),
  session integer not null check (session > 0),
  purpose text not null check (purpose in ('trial', 'charge', 'witnesses', 'pleadings', 'judgment', 'objection')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  public boolean not null,
  secrecy_reason text check (secrecy_reason in ('security', 'morals')),
  state text not null check (state in ('set', 'held', 'adjourned')),
  set_at timestamptz not null,
  set_by uuid not null references kernel.account (id),
  opened_at timestamptz,
  adjourned_at timestamptz,
  adjourn_reason text,
  follows uuid references courts.hearing (id),
  warnings jsonb not null default '[]',
  constraint hearing_runs_forward check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  constraint adjourned_with_a_reason check ((state = 'adjourned') = (adjourned_at is not null) and (state <> 'adjourned' or length(adjourn_reason) >= 3)),
  constraint session_counted_once unique (trial_id, session),
  constraint room_taken exclude using gist (room_id with =, tstzrange(starts_at, ends_at) with &&) where (state <> 'adjourned' and room_id is not null)
);
create index hearing_by_court on courts.hearing (court_id, starts_at);
create index hearing_by_case on courts.hearing (case_id, starts_at);

-- The judges of a hearing: none sits in two at once.
create table courts.seat (
  id uuid primary key,
  hearing_id uuid not null references courts.hearing (id),
  case_id uuid not null references kernel.record (id),
  account_id uuid not null references kernel.account (id),
  name text not null,
  presiding boolean not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  live boolean not null,
  constraint seated_once unique (hearing_id, account_id),
  constraint judge_taken exclude using gist (account_id with =, tstzrange(starts_at, ends_at) with &&) where (live)
);
create unique index seat_one_presides on courts.seat (hearing_id) where presiding;

create table courts.notice (
  id uuid primary key,
  hearing_id uuid not null references courts.hearing (id),
  case_id uuid not null references kernel.record (id),
  person_id uuid,
  to_accused boolean not null,
  addressee text not null,
  capacity text not null,
  accused text not null,
  victim text not null,
  court text not null,
  case_number text not null,
  offence text not null,
  article text not null,
  hearing_at timestamptz not null,
  issued_at timestamptz not null,
  issued_by uuid not null references kernel.account (id),
  document_id uuid,
  served_at timestamptz,
  served_by text,
  received_by text check (received_by in ('addressee', 'household', 'posted', 'lawyer')),
  receiver text,
  proof_document_id uuid,
  recorded_at timestamptz,
  enough boolean,
  warnings jsonb not null default '[]',
  constraint served_whole check ((served_at is null) = (received_by is null) and (served_at is null) = (enough is null)),
  constraint served_after_issue check (served_at is null or served_at >= issued_at)
);
create index notice_by_hearing on courts.notice (hearing_id);
create index notice_by_case on courts.notice (case_id);

-- A fugitive is called by posting and newspapers (CPC 143(C)).
create table courts.publication (
  id uuid primary key,
  case_id uuid not null references kernel.record (id),
  person_id uuid not null,
  residence_known boolean not null,
  posted_at_residence boolean not null,
  newspapers jsonb not null,
  broadcast_ordered boolean not null,
  broadcast_on date,
  recorded_at timestamptz not null,
  recorded_by uuid not null references kernel.account (id)
);
create index publication_by_case on courts.publication (case_id, person_id);

-- Who was there when a hearing was opened, and how the trial of each accused goes on (CPC 145-151).
create table courts.attendance (
  id uuid primary key,
  hearing_id uuid not null references courts.hearing (id),
  case_id uuid not null references kernel.record (id),
  person_id uuid not null,
  present boolean not null,
  lawyer text,
  excuse text not null check (excuse in ('none', 'offered', 'accepted')),
  left_after_defence boolean not null,
  mode text not null check (mode in ('in-presence', 'in-absence', 'adjourn', 'serve-first')),
  warnings jsonb not null default '[]',
  recorded_at timestamptz not null,
  constraint attended_once unique (hearing_id, person_id)
);
create index attendance_by_case on courts.attendance (case_id, person_id);

-- CPC 222. What was left out or written wrong is added below, never changed above.
create table courts.minutes (
  id uuid primary key,
  hearing_id uuid not null references courts.hearing (id),
  case_id uuid not null references kernel.record (id),
  kind text not null check (kind in ('minutes', 'addition')),
  day date not null,
  publicity text,
  judges text,
  clerk text,
  prosecutor text,
  parties text,
  witnesses text,
  papers_read text,
  requests text,
  procedures text not null check (length(procedures) between 1 and 200000),
  decisions text,
  pages integer,
  pages_signed integer,
  written_at timestamptz not null,
  written_by uuid not null references kernel.account (id),
  writer text not null,
  document_id uuid,
  warnings jsonb not null default '[]',
  constraint minutes_whole check (kind = 'addition' or (judges is not null and clerk is not null and parties is not null and decisions is not null and pages_signed >= pages))
);
create unique index minutes_once on courts.minutes (hearing_id) where kind = 'minutes';
create index minutes_by_case on courts.minutes (case_id);

-- CPC 187; a changed charge (188-193) is a new sheet that replaces the earlier one.
create table courts.charge_sheet (
  id uuid primary key,
  case_id uuid not null references kernel.record (id),
  trial_id uuid not null references courts.trial (id),
  person_id uuid not null,
  offence_code text not null,
  circumstance text,
  attempt boolean not null,
  act_on date,
  judge text not null,
  judge_post text not null,
  accused text not null,
  identity text not null,
  place text not null,
  time text not null,
  legal_description text not null,
  victim text not null,
  object_of_offence text not null,
  means text not null,
  articles text not null,
  drawn_on date not null,
  signed_at timestamptz not null,
  signed_by uuid not null references kernel.account (id),
  read_out boolean not null,
  plea text not null check (plea in ('admits', 'denies', 'silent', 'not-asked')),
  replaces uuid references courts.charge_sheet (id),
  reason text,
  constraint change_has_a_reason check (replaces is null or length(reason) >= 3)
);
create index charge_sheet_by_case on courts.charge_sheet (case_id, person_id, signed_at);
create unique index charge_sheet_replaced_once on courts.charge_sheet (replaces) where replaces is not null;

-- CPC 182, 224. The text never changes; only where it stands does (service, challenge, finality).
create table courts.judgment (
  id uuid primary key,
  case_id uuid not null references kernel.record (id),
  trial_id uuid not null references courts.trial (id),
  hearing_id uuid references courts.hearing (id),
  person_id uuid not null,
  number text not null,
  court_id uuid not null references kernel.office (id),
  class text not null check (class in ('felony', 'misdemeanour', 'contravention')),
  juvenile boolean not null,
  verdict text not null check (verdict in ('rejected', 'released', 'convicted', 'acquitted', 'charge-annulled', 'not-responsible', 'conciliation')),
  mode text not null check (mode in ('in-presence', 'in-absence')),
  given_at timestamptz not null,
  given_on date not null,
  judges text[] not null check (cardinality(judges) between 1 and 9),
  presiding_by uuid not null references kernel.account (id),
  prosecutor text not null,
  accused text not null,
  parties text not null,
  lawyer text,
  offence_code text not null,                     -- the gravest count
  article text not null,
  facts text not null,
  reasons text not null check (length(reasons) >= 3),
  mitigation_kind text not null check (mitigation_kind in ('none', 'excuse', 'leniency')),
  mitigation text,
  aggravated boolean not null,
  recidivist boolean not null,
  aggravation text,
  principal_penalty text,
  ancillary text[] not null,
  compensation_iqd bigint check (compensation_iqd >= 0),
  compensation text,
  property text,
  evidence text[] not null,
  dissents jsonb not null default '[]',
  death boolean not null,
  told_of_review boolean not null,
  read_publicly boolean not null,
  warnings jsonb not null default '[]',
  document_id uuid,
  state text not null check (state in ('given', 'final', 'set-aside')),
  state_at timestamptz not null,
  state_why text,
  served_on date,
  objection_ends date,
  last_day date,
  constraint judgment_number_is_never_reused unique (court_id, number),
  constraint conviction_has_a_penalty check (verdict <> 'convicted' or length(principal_penalty) > 0),
  constraint death_review_was_told check (not death or told_of_review),
  constraint mitigation_is_reasoned check (mitigation_kind = 'none' or length(mitigation) > 0),
  constraint aggravation_is_reasoned check (not (aggravated or recidivist) or length(aggravation) > 0)
);
create index judgment_by_case on courts.judgment (case_id, person_id, given_at);
create index judgment_by_court on courts.judgment (court_id, given_at desc);
create unique index judgment_one_standing on courts.judgment (trial_id, person_id) where state <> 'set-aside';

-- One charge of a judgment and what was decided on it.
create table courts.count (
  id uuid primary key,
  judgment_id uuid not null references courts.judgment (id),
  case_id uuid not null references kernel.record (id),
  sheet_id uuid references courts.charge_sheet (id),
  offence_code text not null,
  circumstance text,
  attempt boolean not null,
  act_on date,
  article text not null,
  verdict text not null check (verdict in ('rejected', 'released', 'convicted', 'acquitted', 'charge-annulled', 'not-responsible', 'conciliation'))
);
create index count_by_judgment on courts.count (judgment_id);

create table courts.sentence (
  id uuid primary key,
  judgment_id uuid not null references courts.judgment (id),
  count_id uuid not null references courts.count (id),
  case_id uuid not null references kernel.record (id),
  person_id uuid not null,
  custody_id uuid,
  kind text not null check (kind in ('death', 'life', 'temporary', 'strict-detention', 'simple-detention', 'fine', 'boys-school', 'youths-school', 'probation', 'guardian', 'warning')),
  years integer not null check (years between 0 and 100),
  months integer not null check (months between 0 and 1200),
  days integer not null check (days between 0 and 36600),
  fine_iqd bigint check (fine_iqd > 0),
  fine_default_days integer check (fine_default_days >= 0),
  suspended boolean not null,
  suspended_until date,
  concurrent boolean not null,                    -- runs beside the others; one after another otherwise (Penal 143)
  linked_group text,                              -- one purpose: only the heaviest is executed (Penal 142)
  article text not null,
  starts_on date,
  credit_days integer not null check (credit_days >= 0),
  from_at timestamptz,
  to_at timestamptz,
  cover_fact_id uuid,                             -- the fact by which it covers the custody
  imposed_at timestamptz not null,
  replaces uuid references courts.sentence (id),
  ended_at timestamptz,
  ended_why text check (ended_why in ('quashed', 'reduced', 'retrial', 'set-aside', 'aggravated')),
  constraint sentence_ends_with_a_reason check ((ended_at is null) = (ended_why is null)),
  constraint death_has_no_length check (kind <> 'death' or (years = 0 and months = 0 and days = 0)),
  constraint suspension_has_an_end check (suspended = (suspended_until is not null))
);
create index sentence_by_judgment on courts.sentence (judgment_id);
create index sentence_by_custody on courts.sentence (custody_id) where custody_id is not null;
create index sentence_by_person on courts.sentence (person_id);

-- CPC 281: what travels to the prison with the convict.
create table courts.memorandum (
  id uuid primary key,
  judgment_id uuid not null references courts.judgment (id),
  case_id uuid not null references kernel.record (id),
  person_id uuid not null,
  custody_id uuid,
  prison_id uuid not null references kernel.office (id),
  prosecution_id uuid references kernel.office (id),
  number text not null,
  document_id uuid not null,
  penalty text not null,
  article text not null,
  starts_on date not null,
  held_days integer not null check (held_days >= 0),
  issued_at timestamptz not null,
  issued_by uuid not null references kernel.account (id),
  ended_at timestamptz,
  ended_why text,
  constraint memorandum_ends_with_a_reason check ((ended_at is null) = (ended_why is null))
);
create index memorandum_by_custody on courts.memorandum (custody_id);
create index memorandum_by_case on courts.memorandum (case_id);
create unique index memorandum_one_live on courts.memorandum (judgment_id) where ended_at is null;

-- Cassation, automatic review, correction, retrial, objection (CPC 243-279; Juvenile 71).
create table courts.challenge (
  id uuid primary key,
  case_id uuid not null references kernel.record (id),
  judgment_id uuid not null references courts.judgment (id),
  person_id uuid not null,
  custody_id uuid,
  kind text not null check (kind in ('cassation', 'automatic', 'correction', 'retrial', 'objection')),
  number text not null,
  of_challenge uuid references courts.challenge (id),
  party text not null check (party in ('prosecution', 'accused', 'complainant', 'civil-claimant', 'civilly-liable', 'victim', 'witness', 'other', 'court')),
  appellant text not null,
  respondent text not null,
  grounds text not null,
  retrial_grounds text[] not null,
  request text not null,
  filed_at timestamptz not null,
  filed_by uuid not null references kernel.account (id),
  filed_office uuid not null references kernel.office (id),
  place text not null check (place in ('trial-court', 'other-criminal-court', 'cassation', 'prison', 'prosecution')),
  last_day date,
  late boolean not null,
  decider_id uuid not null references kernel.office (id),
  decider_kind text not null check (decider_kind in ('cassation-general-panel', 'cassation', 'appeal-as-cassation', 'felony-as-cassation', 'trial-court')),
  route_article text not null,
  route_confidence text not null check (route_confidence in ('T', 'C', 'P', 'U')),
  document_id uuid,
  warnings jsonb not null default '[]',
  arrived_at timestamptz,
  opinion text,
  opinion_at timestamptz,
  opinion_by uuid references kernel.account (id),
  state text not null check (state in ('filed', 'decided')),
  outcome text,
  decision_number text,
  decision_reasons text,
  decision_judges text[],
  decision_warnings jsonb,
  decided_at timestamptz,
  decided_by uuid references kernel.account (id),
  told_on date,
  constraint challenge_number_is_never_reused unique (filed_office, number),
  constraint decided_whole check ((state = 'decided') = (decided_at is not null) and (decided_at is null) = (outcome is null)),
  constraint correction_of_a_decision check (kind <> 'correction' or of_challenge is not null)
);
create index challenge_by_case on courts.challenge (case_id, filed_at);
create index challenge_by_decider on courts.challenge (decider_id, filed_at) where state = 'filed';
create unique index challenge_corrected_once on courts.challenge (of_challenge) where kind = 'correction';

-- The gates before a death sentence: what was decreed, ordered, seen. The program carries nothing out.
create table courts.death_step (
  id uuid primary key,
  judgment_id uuid not null references courts.judgment (id),
  case_id uuid not null references kernel.record (id),
  step text not null check (step in ('decree-execution', 'decree-commutation', 'decree-pardon', 'minister-order', 'renewed-order', 'pregnant', 'not-pregnant', 'gave-birth', 'religious-feast', 'family-told',
    'clergy-asked', 'clergy-admitted', 'lawyer-asked', 'lawyer-admitted', 'panel-judge', 'panel-prosecutor', 'panel-interior', 'panel-director', 'panel-doctor')),
  on_day date not null,
  number text,
  note text,
  recorded_at timestamptz not null,
  recorded_by uuid not null references kernel.account (id),
  office_id uuid not null references kernel.office (id),
  constraint decree_and_order_have_numbers check (step not in ('decree-execution', 'decree-commutation', 'decree-pardon', 'minister-order', 'renewed-order') or length(number) > 0)
);
create index death_step_by_judgment on courts.death_step (judgment_id, recorded_at);

grant select on all tables in schema courts to mizan_app, mizan_reader;
grant insert on all tables in schema courts to mizan_app;
grant update (name_ar, name_ckb, name_en, closed_at) on courts.room to mizan_app;
grant update (ended_at) on courts.trial to mizan_app;
grant update (state, opened_at, public, secrecy_reason, adjourned_at, adjourn_reason, warnings) on courts.hearing to mizan_app;
grant update (live) on courts.seat to mizan_app;
grant update (served_at, served_by, received_by, receiver, proof_document_id, recorded_at, enough, warnings) on courts.notice to mizan_app;
grant update (state, state_at, state_why, served_on, objection_ends, last_day) on courts.judgment to mizan_app;
grant update (ended_at, ended_why) on courts.sentence to mizan_app;
grant update (ended_at, ended_why) on courts.memorandum to mizan_app;
grant update (arrived_at, opinion, opinion_at, opinion_by, state, outcome, decision_number, decision_reasons, decision_judges, decision_warnings, decided_at, decided_by, told_on) on courts.challenge to mizan_app;

select kernel.track('courts.room'), kernel.track('courts.trial'), kernel.track('courts.hearing'), kernel.track('courts.seat'), kernel.track('courts.notice'), kernel.track('courts.publication'),
       kernel.track('courts.attendance'), kernel.track('courts.minutes'), kernel.track('courts.charge_sheet'), kernel.track('courts.judgment'), kernel.track('courts.count'), kernel.track('courts.sentence'),
       kernel.track('courts.memorandum'), kernel.track('courts.challenge'), kernel.track('courts.death_step');
select kernel.append_only('courts.publication'), kernel.append_only('courts.attendance'), kernel.append_only('courts.minutes'), kernel.append_only('courts.charge_sheet'), kernel.append_only('courts.count'), kernel.append_only('courts.death_step');
select kernel.share('courts.room', 'office', 'all', 'court_id');
select kernel.protect('courts.trial', 'case_id'), kernel.protect('courts.hearing', 'case_id'), kernel.protect('courts.seat', 'case_id'), kernel.protect('courts.notice', 'case_id'),
       kernel.protect('courts.publication', 'case_id'), kernel.protect('courts.attendance', 'case_id'), kernel.protect('courts.minutes', 'case_id'), kernel.protect('courts.charge_sheet', 'case_id'),
       kernel.protect('courts.judgment', 'case_id'), kernel.protect('courts.count', 'case_id'), kernel.protect('courts.sentence', 'case_id'), kernel.protect('courts.memorandum', 'case_id'), kernel.protect('courts.challenge', 'case_id'),
       kernel.protect('courts.death_step', 'case_id');

-- What is decided, served, ended or set aside stays so.
create function courts.refuse_reviving() returns trigger language plpgsql as $$
begin
  if to_jsonb(old) ->> tg_argv[0] is not null and to_jsonb(old) ->> tg_argv[0] <> coalesce(tg_argv[1], '') then
    raise exception 'history is never rewritten: UPDATE on courts.%', tg_table_name using errcode = 'MZ003';
  end if;
  return new;
end $$;
create trigger refuse_reviving before update on courts.trial for each row execute function courts.refuse_reviving('ended_at');
create trigger refuse_reviving before update on courts.hearing for each row execute function courts.refuse_reviving('adjourned_at');
create trigger refuse_reviving before update on courts.notice for each row execute function courts.refuse_reviving('served_at');
create trigger refuse_reviving before update on courts.sentence for each row execute function courts.refuse_reviving('ended_at');
create trigger refuse_reviving before update on courts.memorandum for each row execute function courts.refuse_reviving('ended_at');
