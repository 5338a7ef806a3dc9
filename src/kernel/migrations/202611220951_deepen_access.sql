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

-- '**' is the platform itself (its jobs must find a sealed record's clock too); '*,<office>' a nation-wide post, which sees
-- sealed records only where its own office is a party; otherwise the offices, separated by commas.
create or replace function kernel.sees_all() returns boolean language sql stable
  return left(coalesce(current_setting('mizan.scope', true), ''), 1) = '*';

create function kernel.sees_sealed() returns boolean language sql stable
  return coalesce(current_setting('mizan.scope', true), '') = '**';

create or replace function kernel.scope() returns uuid[] language sql stable
  return coalesce(string_to_array(nullif(ltrim(current_setting('mizan.scope', true), '*,'), ''), ',')::uuid[], '{}'::uuid[]);

create function kernel.reader_account() returns uuid language sql stable
  return nullif(current_setting('mizan.account', true), '')::uuid;

-- The glass is broken by a person, not by an office: colleagues see nothing more.
create function kernel.broke_glass(p_record uuid) returns boolean language sql stable security definer set search_path = ''
  return exists (select from kernel.break_glass b where b.record_id = p_record and b.account_id = kernel.reader_account() and b.expires_at > now());

create or replace function kernel.protect(table_name regclass, record_column text default 'record_id') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('drop policy if exists by_record on %s', table_name);
  execute format($policy$create policy by_record on %1$s for all to mizan_app, mizan_reader using (
      (select kernel.sees_sealed())
      or ((select kernel.sees_all()) and %2$s not in (select s.record_id from kernel.sealed s))
      or exists (select from kernel.record_access a where a.record_id = %2$s and a.office_id = any ((select kernel.scope())::uuid[])
                 and (a.expires_at is null or a.expires_at > now()) and (a.why <> 'break-glass' or kernel.broke_glass(a.record_id))))
    with check ((select kernel.in_act()))$policy$, table_name, record_column);
end $$;

select kernel.protect('kernel.record', 'id'), kernel.protect('kernel.record_person'), kernel.protect('kernel.handover'),
       kernel.protect('kernel.clock'), kernel.protect('kernel.alarm'), kernel.protect('kernel.approval'), kernel.protect('kernel.break_glass');

drop policy by_record on kernel.entry;
create policy by_record on kernel.entry for select to mizan_app, mizan_reader using (
  (select kernel.sees_sealed())
  or ((select kernel.sees_all()) and subject_id not in (select s.record_id from kernel.sealed s))
  or exists (select from kernel.record_access a where a.record_id = subject_id and a.office_id = any ((select kernel.scope())::uuid[])
             and (a.expires_at is null or a.expires_at > now()) and (a.why <> 'break-glass' or kernel.broke_glass(a.record_id)))
  or exists (select from kernel.entry_record er join kernel.record_access a on a.record_id = er.record_id
             where er.entry_id = id and a.office_id = any ((select kernel.scope())::uuid[])
             and (a.expires_at is null or a.expires_at > now()) and (a.why <> 'break-glass' or kernel.broke_glass(a.record_id))));

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

-- As before, and break-glass counts only for the account that broke it.
create or replace function kernel.open_act(
  p_act uuid, p_account uuid, p_office uuid, p_scope text, p_verb text,
  p_key text, p_input_hash bytea, p_record uuid, p_person uuid, p_at timestamptz
) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  earlier kernel.request;
  found_record kernel.record;
  result jsonb := '{}';
begin
  -- A server whose clock was set back may not write history out of its order.
  if p_at < (select c.at from kernel.checkpoint c order by c.tree_size desc limit 1) - interval '1 minute' then
    return jsonb_build_object('clock_behind', true);
  end if;
  perform set_config('mizan.act', p_act::text, true), set_config('mizan.rows', '', true), set_config('mizan.scope', p_scope, true),
          set_config('mizan.account', coalesce(p_account::text, ''), true), set_config('mizan.office', coalesce(p_office::text, ''), true);
  if p_key is not null then
    insert into kernel.request (account_id, key, verb, input_hash, entry_id) values (p_account, p_key, p_verb, p_input_hash, p_act)
      on conflict do nothing;
    if not found then
      select * into earlier from kernel.request where account_id = p_account and key = p_key;
      return jsonb_build_object('replay', true, 'same', earlier.input_hash = p_input_hash and earlier.verb = p_verb, 'response', earlier.response);
    end if;
  end if;
  if p_record is not null then
    select * into found_record from kernel.record where id = p_record for update;
    if found then
      result := jsonb_build_object(
        'record', to_jsonb(found_record),
        'parties', (select coalesce(jsonb_agg(a.why || ':' || a.office_id), '[]') from kernel.record_access a
                    where a.record_id = p_record and (a.expires_at is null or a.expires_at > now())
                      and (a.why <> 'break-glass' or kernel.broke_glass(a.record_id))),
        'sealed', exists (select from kernel.sealed s where s.record_id = p_record),
        'conflict', p_person is not null and exists (
          select from kernel.record_person rp where rp.person_id = p_person and (rp.record_id = p_record or rp.record_id in (
            select l.to_id from kernel.record_link l where l.from_id = p_record union select l.from_id from kernel.record_link l where l.to_id = p_record))));
    end if;
  end if;
  return result;
end $$;

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
