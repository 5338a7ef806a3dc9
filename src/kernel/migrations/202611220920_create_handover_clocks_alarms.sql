-- Hand-overs, the law's clocks, alarms, approvals, break-glass.
create table kernel.handover (
  id uuid primary key,
  record_id uuid not null references kernel.record (id),
  from_office uuid not null references kernel.office (id),
  to_office uuid not null references kernel.office (id),
  state text not null check (state in ('offered', 'accepted', 'refused', 'recalled')),
  offered_at timestamptz not null,
  offered_by uuid not null,
  due_at timestamptz not null,
  condition_note text,
  seal_number text,
  escort text,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  constraint handover_leaves_the_office check (from_office <> to_office),
  constraint handover_is_decided_whole check ((state = 'offered') = (decided_at is null)),
  constraint refusal_has_a_reason check (state <> 'refused' or length(reason) >= 3),
  constraint giver_does_not_receive check (decided_by is null or state = 'recalled' or decided_by <> offered_by)
);
create unique index handover_one_open_offer on kernel.handover (record_id) where state = 'offered';
create index handover_to on kernel.handover (to_office, due_at) where state = 'offered';
create index handover_from on kernel.handover (from_office, due_at) where state = 'offered';
create index handover_by_record on kernel.handover (record_id, offered_at);

create table kernel.clock (
  id uuid primary key,
  rule text not null,                         -- CLK-01 … as in src/kernel/clock/rules.ts
  record_id uuid not null references kernel.record (id),
  office_id uuid not null references kernel.office (id),   -- who must act
  started_at timestamptz not null,
  due_at timestamptz not null,
  warn_at timestamptz,
  state text not null check (state in ('running', 'paused', 'met', 'missed', 'cancelled')),
  stopped_at timestamptz,
  outcome text,
  article text not null,
  note text,
  constraint clock_runs_forward check (due_at >= started_at),
  constraint stopped_clock_says_when check ((state in ('running', 'paused', 'missed')) or stopped_at is not null)
);
create index clock_due on kernel.clock (due_at) where state = 'running';
create index clock_by_office on kernel.clock (office_id, due_at) where state in ('running', 'missed');
create index clock_by_record on kernel.clock (record_id);

create table kernel.alarm (
  id uuid primary key,
  kind text not null,
  record_id uuid not null references kernel.record (id),
  clock_id uuid references kernel.clock (id),
  office_id uuid not null references kernel.office (id),      -- where it happened
  raised_to uuid not null references kernel.office (id),      -- outside that office
  raised_at timestamptz not null,
  article text not null,
  detail jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'dismissed')),
  seen_at timestamptz,
  seen_by uuid,
  dismissed_at timestamptz,
  dismissed_by uuid,
  reason text,
  node_id text,                                              -- the node that raised it; null: the nation's. Two that are cut off from each other may raise the same
  constraint alarm_goes_outside check (raised_to <> office_id),
  constraint dismissal_has_a_reason check (state = 'open' or (dismissed_by is not null and length(reason) >= 10))
);
-- The same alarm may go to two offices (judge and prosecution); it is not raised twice to one.
create unique index alarm_once on kernel.alarm (record_id, kind, raised_to, coalesce(clock_id, '00000000-0000-0000-0000-000000000000'), coalesce(node_id, '')) where state = 'open';
create index alarm_by_receiver on kernel.alarm (raised_to, raised_at desc) where state = 'open';

create table kernel.approval (
  id uuid primary key,
  record_id uuid not null references kernel.record (id),
  verb text not null,
  input jsonb not null,
  requested_at timestamptz not null,
  requested_by uuid not null,
  office_id uuid not null references kernel.office (id),
  state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  constraint nobody_approves_their_own check (decided_by is null or state = 'withdrawn' or decided_by <> requested_by)
);
create index approval_by_office on kernel.approval (office_id) where state = 'asked';

create table kernel.break_glass (
  id uuid primary key,
  record_id uuid not null references kernel.record (id),
  account_id uuid not null,
  office_id uuid not null references kernel.office (id),
  reason text not null check (length(reason) >= 10),
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  finding text,
  constraint glass_closes_in_an_hour check (expires_at <= opened_at + interval '60 minutes'),
  constraint reviewed_by_someone_else check (reviewed_by is null or reviewed_by <> account_id)
);
create index break_glass_unreviewed on kernel.break_glass (opened_at) where reviewed_at is null;
