-- A node that is given up, or lost: its offices come back to the nation, which from then on writes what was written there. Its log stays mirrored as far as it came.
alter table kernel.node add column removed_at timestamptz;

-- The acts by which it was done: only such an act may take the writing of what another node wrote. The server's role can't put one here.
create table kernel.taking_back (act uuid primary key);

-- Counters go up with the acts that used them, so that no number of an office that comes back is given twice.
create or replace function kernel.next_number(p_series text, p_office uuid, p_at timestamptz) returns text language plpgsql security definer set search_path = '' as $$
declare
  given kernel.counter;
  in_tree boolean := exists (select from kernel.here);
begin
  if in_tree then perform kernel.assert_home(p_office); end if;
  insert into kernel.counter as c (series, office_id, year, last)
    values (p_series, p_office, extract(year from p_at at time zone 'Asia/Baghdad')::integer, 1)
    on conflict (series, office_id, year) do update set last = c.last + 1
    returning * into given;
  if in_tree then
    perform set_config('mizan.counters', concat_ws(',', nullif(current_setting('mizan.counters', true), ''), to_jsonb(given)::text), true);
  end if;
  return given.year || '/' || lpad(given.last::text, 6, '0');
end $$;

create or replace function kernel.carry_act(p_act uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  here kernel.here;
  changed jsonb;
begin
  select * into here from kernel.here;
  if not found then return; end if;
  changed := ('[' || coalesce(current_setting('mizan.images', true), '') || ']')::jsonb;
  perform kernel.pass_on('act', jsonb_build_object(
    'entries', (select jsonb_build_array(kernel.entry_json(e, here.node_id)) from kernel.entry e where e.id = p_act),
    'links', (select coalesce(jsonb_agg(jsonb_build_array(l.entry_id, l.record_id)), '[]') from kernel.entry_record l where l.entry_id = p_act),
    'counters', ('[' || coalesce(current_setting('mizan.counters', true), '') || ']')::jsonb,
    'rows', changed), null);
end $$;

-- As it was; what a node that is given up wrote may change its writer.
create or replace function kernel.note_for_nodes(p_table text, p_op text, p_key text, p_row jsonb, p_old jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare
  here text := (select h.writer from kernel.here h);
  images text := coalesce(current_setting('mizan.images', true), '');
  t kernel.tracked_table;
  writer text;
begin
  select * into t from kernel.tracked_table where name = p_table;
  writer := kernel.writer_of(here, t, p_op, p_row, p_old);
  if (writer is distinct from here or (p_op = 'UPDATE' and p_row -> t.owner_column is distinct from p_old -> t.owner_column))
     and not exists (select from kernel.taking_back b where b.act = nullif(current_setting('mizan.act', true), '')::uuid) then
    raise exception 'written elsewhere: % on %', p_op, p_table using errcode = 'MZ004', detail = coalesce(kernel.elsewhere(writer), '');
  end if;
  perform set_config('mizan.images', images || case when images = '' then '' else ',' end || jsonb_build_array(p_table, p_key, left(p_op, 1), p_row)::text, true);
end $$;

-- Gives the offices of a node without nodes below it back to the nation. Within an act, at the nation's node.
create function kernel.take_back(p_node text) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  this_act uuid := nullif(current_setting('mizan.act', true), '')::uuid;
  offices integer;
  records integer;
begin
  if this_act is null then raise exception 'nothing changes except by an act: taking offices back' using errcode = 'MZ001'; end if;
  if not exists (select from kernel.here h where h.parent_id is null) or not exists (select from kernel.node n where n.id = p_node and n.parent_id is not null and n.removed_at is null)
     or exists (select from kernel.node n where n.parent_id = p_node and n.removed_at is null) then
    raise exception 'no node that could be given up here: %', p_node using errcode = 'MZ004', detail = p_node;
  end if;
  insert into kernel.taking_back (act) values (this_act);
  update kernel.node set removed_at = clock_timestamp() where id = p_node;
  update kernel.office set node_id = null where node_id = p_node;
  get diagnostics offices = row_count;
  update kernel.record set writer = null where writer = p_node;
  get diagnostics records = row_count;
  update kernel.person set writer = null where writer = p_node;
  delete from kernel.taking_back b where b.act = this_act;
  return jsonb_build_object('offices', offices, 'records', records);
end $$;
revoke execute on function kernel.take_back from public;
grant execute on function kernel.take_back to mizan_app;

create or replace function kernel.pass_on(p_kind text, p_content jsonb, p_from text) returns void language plpgsql security definer set search_path = '' as $$
declare
  here kernel.here;
  child text;
  records uuid[] := '{}';
begin
  select * into here from kernel.here;
  if p_kind <> 'log' then
    records := array(select distinct id from (select unnest(kernel.records_in(p_content -> 'rows')) as id
      union all select (e ->> 'subject_id')::uuid from jsonb_array_elements(p_content -> 'entries') e
      union all select (l ->> 1)::uuid from jsonb_array_elements(p_content -> 'links') l) ids where exists (select from kernel.record r where r.id = ids.id));
  end if;
  if here.parent_id is not null and p_from is distinct from here.parent_id then
    perform kernel.send(here.parent_id, p_kind, records, p_content);
  end if;
  if p_kind = 'log' then return; end if;
  -- A node that was given up is told so, should its line ever be up again, and nothing more.
  for child in select n.id from kernel.node n where n.parent_id = here.node_id and n.id is distinct from p_from
    and (n.removed_at is null or exists (select from jsonb_array_elements(p_content -> 'rows') r where r ->> 0 = 'kernel.node' and r ->> 1 = n.id)) order by n.id
  loop
    perform kernel.pass_down(here.node_id, child, p_kind, records, p_content);
  end loop;
end $$;

-- As it was; the nation's act by which a node is given up speaks of records that the node wrote until then.
create or replace function kernel.check_act(p_content jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare
  entry jsonb := p_content -> 'entries' -> 0;
  origin text := entry ->> 'node_id';
  said jsonb := ((entry ->> 'body')::jsonb) -> 'rows';
  wrong text;
begin
  select r ->> 0 into wrong from jsonb_array_elements(p_content -> 'rows') r
    where not exists (select from jsonb_array_elements(said) s where s ->> 0 = r ->> 0 and s ->> 1 = r ->> 1 and s ->> 2 = r ->> 2 and s ->> 3 = encode(kernel.row_digest(r -> 3), 'hex')) limit 1;
  if wrong is not null then raise exception 'a row is not as its entry says: %', wrong using errcode = 'MZ006'; end if;
  origin := (select n.id from kernel.node n where n.id = origin and n.parent_id is not null);
  if origin is null and entry ->> 'verb' = 'node.remove' then return; end if;
  select r.id::text into wrong from jsonb_array_elements(p_content -> 'rows') i join kernel.tracked_table t on t.name = i ->> 0 and t.written_by = 'record' and not (t.name = 'kernel.record_access' and i -> 3 ->> 'why' = 'break-glass')
    join kernel.record r on r.id = (i -> 3 ->> t.owner_column)::uuid where r.writer is distinct from origin limit 1;
  if wrong is not null then raise exception 'two writers of one record: %', wrong using errcode = 'MZ005'; end if;
end $$;
