-- What one node destroys would stay on the others. Where no node is left below the nation, the nation destroys like a single machine, its copy of their logs included.
create or replace function kernel.is_tree() returns boolean language sql stable security definer set search_path = ''
  return exists (select from kernel.here h where h.parent_id is not null or exists (select from kernel.node n where n.parent_id is not null and n.removed_at is null));

-- Parcels from and to nodes that were given up hold images of rows: they go before what is in them is destroyed.
create function kernel.forget_given_up() returns bigint language plpgsql security definer set search_path = '' as $$
declare
  gone bigint;
begin
  delete from kernel.parcel p using kernel.node n where n.removed_at is not null and n.id in (p.to_node, p.from_node);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function kernel.forget_given_up from public;
grant execute on function kernel.forget_given_up to mizan_app;

-- A node that is made later gets what is left of destroyed entries, with the order's word for each.
create or replace function kernel.gather(p_here text, p_records uuid[]) returns jsonb language sql stable security definer set search_path = ''
begin atomic
  with near as (
    select e.id, e.expunged_by from kernel.entry e where e.subject_id = any (p_records) or e.id in (select l.entry_id from kernel.entry_record l where l.record_id = any (p_records)))
  select jsonb_build_object(
    'whole', to_jsonb(p_records),
    'rows', kernel.images_of('record', p_records) || kernel.gather_persons(array(select distinct rp.person_id from kernel.record_person rp where rp.record_id = any (p_records)))
      || coalesce((select jsonb_agg(jsonb_build_array('kernel.expunged_entry', x.id, 'I', to_jsonb(x))) from kernel.expunged_entry x join near on near.id = x.id), '[]'),
    'entries', (select coalesce(jsonb_agg(kernel.entry_json(e, p_here) order by e.arrived), '[]') from kernel.entry e
      where e.id in (select n.id from near n union select n.expunged_by from near n)),
    'links', (select coalesce(jsonb_agg(jsonb_build_array(l.entry_id, l.record_id)), '[]') from kernel.entry_record l where l.record_id = any (p_records)));
end;

create or replace function kernel.unpack_entries(p_content jsonb, p_here kernel.here) returns void language plpgsql security definer set search_path = '' as $$
declare
  wrong uuid := (select e.id from jsonb_populate_recordset(null::kernel.entry, p_content -> 'entries') e where e.salt is not null and e.commitment <> sha256(e.salt || convert_to(e.body, 'UTF8')) limit 1);
begin
  if wrong is not null then raise exception 'an entry does not arrive as it was written: %', wrong using errcode = 'MZ006'; end if;
  insert into kernel.entry (id, at, salt, body, commitment, verb, subject_kind, subject_id, actor_id, post_id, office_id, node_id, expunged_by)
    select e.id, e.at, e.salt, e.body, e.commitment, e.verb, e.subject_kind, e.subject_id, e.actor_id, e.post_id, e.office_id, e.node_id, e.expunged_by
    from jsonb_array_elements(p_content -> 'entries') with ordinality as given (j, n), jsonb_populate_record(null::kernel.entry, j) e where e.node_id <> p_here.node_id order by n
    on conflict (id) do nothing;
  insert into kernel.entry_record (entry_id, record_id) select (l ->> 0)::uuid, (l ->> 1)::uuid from jsonb_array_elements(p_content -> 'links') l on conflict do nothing;
end $$;
