-- Sign-in by steps, one-time passwords, sealed records for nation-wide posts, break-glass by person, holidays.

alter table kernel.credential
  add column lock_count integer not null default 0,
  add column must_change boolean not null default false,      -- a one-time password: good for nothing but choosing another
  add column one_time_until timestamptz;

-- What has been proved so far in a sign-in that is not complete, or a challenge that waits for its answer. Never a session.
create table kernel.sign_in_step (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('second-factor', 'register-passkey', 'outside')),
  account_id uuid references kernel.account (id),
  state jsonb not null default '{}',
  attempts integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint step_is_short check (expires_at <= created_at + interval '15 minutes')
);
create index sign_in_step_by_age on kernel.sign_in_step (expires_at);
grant select, insert, update, delete on kernel.sign_in_step to mizan_app;
grant delete on kernel.outside_identity to mizan_app;

-- That glass was broken is never hidden from the reviewer, even where the record itself is sealed; nor from who broke it.
create policy by_reviewer on kernel.break_glass for all to mizan_app, mizan_reader
  using ((select kernel.sees_all()) or account_id = (select kernel.reader_account())) with check ((select kernel.in_act()));

alter table kernel.sealed_read enable row level security;
create policy reading_is_recorded on kernel.sealed_read for insert to mizan_app with check (true);
create policy read_by_overseers on kernel.sealed_read for select to mizan_app, mizan_reader using ((select kernel.sees_all()));
create index sealed_read_by_record on kernel.sealed_read (record_id, at);

-- Reading a sealed record, or any record through broken glass, leaves a trace.
create function kernel.note_read(p_id uuid, p_record uuid, p_account uuid, p_post uuid, p_verb text) returns void
  language sql security definer set search_path = '' as $$
  insert into kernel.sealed_read (id, record_id, account_id, post_id, verb)
  select p_id, p_record, p_account, p_post, p_verb
  where exists (select from kernel.sealed s where s.record_id = p_record)
     or exists (select from kernel.break_glass b where b.record_id = p_record and b.account_id = p_account and b.expires_at > now()) $$;

-- The receiver of an alarm decides on it even where the record itself is sealed.
create policy receiver_decides on kernel.alarm for update to mizan_app
  using (raised_to = any ((select kernel.scope())::uuid[])) with check ((select kernel.in_act()));

-- For whoever must break the glass: that a record exists, its kind, its holder, and whether they are a party to it. Nothing of what it says.
create function kernel.head_of(p_id uuid, p_kind text, p_number text, p_office uuid, p_person uuid)
  returns table (id uuid, kind text, office_id uuid, sealed boolean, conflict boolean) language sql stable security definer set search_path = '' as $$
  select r.id, r.kind, r.office_id, exists (select from kernel.sealed s where s.record_id = r.id),
    p_person is not null and exists (select from kernel.record_person rp where rp.record_id = r.id and rp.person_id = p_person)
  from kernel.record r
  where (p_id is not null and r.id = p_id)
     or (p_id is null and r.kind = p_kind and r.number = p_number and r.number_office_id = p_office) $$;

-- Days that an administrator enters: Hijri holidays by their sighting, days of the Cabinet, of a governorate, of a community; a weekend day made a working day.
create table kernel.holiday (
  id uuid primary key references kernel.record (id),
  day date not null,
  name_ar text not null,
  name_ckb text not null,
  name_en text not null,
  kind text not null check (kind in ('hijri', 'cabinet', 'governorate', 'community')),
  jurisdiction text not null check (jurisdiction in ('federal', 'kri', 'both')),
  governorate text,
  worked boolean not null default false,
  source text not null check (length(source) >= 3),           -- the circular or decision that announced it
  state text not null check (state in ('proposed', 'in-force', 'refused', 'withdrawn')),
  constraint governorate_holiday_names_its_place check (kind <> 'governorate' or governorate is not null)
);
create unique index holiday_once on kernel.holiday (day, jurisdiction, coalesce(governorate, ''), kind) where state in ('proposed', 'in-force');
create index holiday_by_day on kernel.holiday (day) where state = 'in-force';
select kernel.track('kernel.holiday');
grant select on kernel.holiday to mizan_app, mizan_reader;
grant insert, update on kernel.holiday to mizan_app;
