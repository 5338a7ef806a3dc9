-- A number belongs to the office that gave it, not to whoever holds the record now: two stations' cases of the same number meet in one court.
alter table kernel.record add column number_office_id uuid references kernel.office (id);
alter table kernel.record drop constraint number_is_never_reused;
alter table kernel.record add constraint number_is_never_reused unique (kind, number_office_id, number);
alter table kernel.record add constraint number_has_its_giver check ((number is null) = (number_office_id is null));

create function kernel.remember_number_office() returns trigger language plpgsql as $$
begin
  new.number_office_id := case when new.number is null then null else new.office_id end;
  return new;
end $$;
create trigger remember_number_office before insert on kernel.record for each row execute function kernel.remember_number_office();

-- The same alarm may go to two offices (judge and prosecution); it is not raised twice to one.
drop index kernel.alarm_once;
create unique index alarm_once on kernel.alarm (record_id, kind, raised_to, coalesce(clock_id, '00000000-0000-0000-0000-000000000000')) where state = 'open';
