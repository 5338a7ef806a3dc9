-- What administration keeps of its own: the names that offices had before.
create schema administration;
grant usage on schema administration to mizan_app, mizan_reader;

create table administration.office_name (
  id uuid primary key,
  office_id uuid not null references kernel.office (id),
  name_ar text not null,
  name_ckb text not null,
  name_en text not null,
  valid_from date not null,
  valid_to date not null,                     -- the first day on which the name no longer held
  reason text not null check (length(reason) >= 3),
  constraint name_was_held check (valid_to >= valid_from)
);
create index office_name_by_office on administration.office_name (office_id, valid_to);
select kernel.track('administration.office_name'), kernel.append_only('administration.office_name'), kernel.share('administration.office_name', 'nation', 'all');
grant select on administration.office_name to mizan_app, mizan_reader;
grant insert on administration.office_name to mizan_app;

-- How much an office still holds or is offered, sealed records included: an administrator may know the number, and no more.
create function administration.open_records(p_office uuid) returns bigint language sql stable security definer set search_path = ''
  return (select count(*) from kernel.record r where r.office_id = p_office and r.state <> 'closed')
       + (select count(*) from kernel.handover h where h.to_office = p_office and h.state = 'offered');
