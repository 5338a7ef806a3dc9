-- Who may dismiss an alarm, in the database too; and counts for statistics, which name nobody.
create schema oversight;
grant usage on schema oversight to mizan_app, mizan_reader;

-- Whether an account held, at that moment, the post that answers for alarms in an office: its inspector, prosecutor or judge.
create function oversight.answers_for(p_account uuid, p_office uuid, p_at timestamptz) returns boolean language sql stable security definer set search_path = ''
  return exists (select from kernel.post_holding h join kernel.post p on p.id = h.post_id
    where h.account_id = p_account and p.office_id = p_office and p.role in ('inspector', 'prosecutor', 'investigative-judge', 'trial-judge', 'cassation-judge')
      and h.from_at <= p_at and (h.to_at is null or h.to_at > p_at));

-- An alarm says what it said; it is dismissed once, by the office that received it, never by the one it is about.
create function oversight.guard_alarm() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'an alarm is never removed' using errcode = 'MZ003';
  end if;
  if old.state = 'dismissed' or (new.id, new.kind, new.record_id, new.clock_id, new.office_id, new.raised_to, new.raised_at, new.article, new.detail)
     is distinct from (old.id, old.kind, old.record_id, old.clock_id, old.office_id, old.raised_to, old.raised_at, old.article, old.detail) then
    raise exception 'an alarm says what it said' using errcode = 'MZ003';
  end if;
  if new.state = 'dismissed' and not oversight.answers_for(new.dismissed_by, new.raised_to, new.dismissed_at) then
    raise exception 'an alarm is dismissed only by the office that received it' using errcode = 'MZ020';
  end if;
  if new.seen_by is distinct from old.seen_by and (old.seen_by is not null or not oversight.answers_for(new.seen_by, new.raised_to, new.seen_at)) then
    raise exception 'an alarm is seen by the office that received it' using errcode = 'MZ020';
  end if;
  return new;
end $$;
create trigger guard_alarm before update or delete on kernel.alarm for each row execute function oversight.guard_alarm();
create index alarm_by_time on kernel.alarm (raised_at desc, id desc);
create index alarm_by_place on kernel.alarm (office_id, raised_at desc);

-- Counts worked out from custody every few minutes. They are not records: nothing rests on them, and they can be made anew at any time.
create table oversight.held (
  office uuid not null,
  governorate text,
  jurisdiction text not null,
  facility text not null,
  stage text not null,
  sex text,
  age text not null,
  band text not null,
  cover text not null,
  count integer not null check (count > 0)
);
create index held_by_office on oversight.held (office);
create index held_by_governorate on oversight.held (governorate);

create table oversight.week (
  place text not null,                            -- 'nation', a governorate's code, or an office's id
  week date not null,                             -- its Sunday
  arrests integer not null,
  decided integer not null,
  hours_to_judge double precision,
  ended integer not null,
  released integer not null,
  released_late integer not null,
  gaps integer not null,
  expired integer not null,
  held integer,                                   -- at the week's end; for the nation
  primary key (place, week)
);

create table oversight.refreshed (
  id boolean primary key default true check (id),
  at timestamptz not null
);

-- What was published, once a day: figures renewed by the minute would tell of one person by their difference.
create table oversight.published (
  day date primary key,
  figures jsonb not null
);
grant select, insert, update, delete on oversight.held, oversight.week, oversight.refreshed to mizan_app;
grant select, insert on oversight.published to mizan_app;
grant select on oversight.held, oversight.week, oversight.refreshed, oversight.published to mizan_reader;
