-- The four rules of the kernel, where nobody can forget them: in the database.

-- Who is reading. Set for one transaction by the server; absent means: sees nothing.
-- '**' is the platform itself (its jobs must find a sealed record's clock too); '*,<office>' a nation-wide post, which sees
-- sealed records only where its own office is a party; otherwise the offices, separated by commas.
create function kernel.sees_all() returns boolean language sql stable
  return left(coalesce(current_setting('mizan.scope', true), ''), 1) = '*';

create function kernel.sees_sealed() returns boolean language sql stable
  return coalesce(current_setting('mizan.scope', true), '') = '**';

create function kernel.scope() returns uuid[] language sql stable
  return coalesce(string_to_array(nullif(ltrim(current_setting('mizan.scope', true), '*,'), ''), ',')::uuid[], '{}'::uuid[]);

create function kernel.reader_account() returns uuid language sql stable
  return nullif(current_setting('mizan.account', true), '')::uuid;

-- The glass is broken by a person, not by an office: colleagues see nothing more.
create function kernel.broke_glass(p_record uuid) returns boolean language sql stable security definer set search_path = ''
  return exists (select from kernel.break_glass b where b.record_id = p_record and b.account_id = kernel.reader_account() and b.expires_at > now());

create function kernel.in_act() returns boolean language sql stable
  return coalesce(current_setting('mizan.act', true), '') <> '';

-- The digest of a row: nulls are left out, so that adding a nullable column changes no digest.
create function kernel.row_digest(row_json jsonb) returns bytea language sql immutable parallel safe
  return sha256(convert_to(jsonb_strip_nulls(row_json)::text, 'UTF8'));

-- PL/pgSQL: a function with a subquery in it is not inlined, and would be set up anew for every row of every act.
create function kernel.row_key(row_json jsonb, key_columns text) returns text language plpgsql immutable parallel safe as $$
declare
  row_key text;
  key_column text;
begin
  if key_columns = 'id' then return row_json ->> 'id'; end if;
  foreach key_column in array string_to_array(key_columns, ',') loop row_key := concat_ws('/', row_key, row_json ->> key_column); end loop;
  return row_key;
end $$;

-- Nothing changes except by an act: refuses a change outside one, and notes the row's digest for the act's entry.
create function kernel.note_row_change() returns trigger language plpgsql as $$
declare
  changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  noted text := coalesce(current_setting('mizan.rows', true), '');
  -- A row of a partitioned table is known by the table's name, not its partition's.
  table_name text := coalesce(tg_argv[1], tg_table_schema || '.' || tg_table_name);
begin
  if not kernel.in_act() then
    raise exception 'nothing changes except by an act: % on %.%', tg_op, tg_table_schema, tg_table_name using errcode = 'MZ001';
  end if;
  -- In a tree of nodes each row has one node that writes it, and the others are told; see create_nodes.
  if exists (select from kernel.here) then
    perform kernel.note_for_nodes(table_name, tg_op, kernel.row_key(changed, tg_argv[0]), changed, case when tg_op = 'UPDATE' then to_jsonb(old) end);
  end if;
  perform set_config('mizan.rows',
    noted || case when noted = '' then '' else ',' end
      || '["' || table_name || '",' || to_jsonb(kernel.row_key(changed, tg_argv[0]))::text
      || ',"' || left(tg_op, 1) || '","' || encode(kernel.row_digest(changed), 'hex') || '"]', true);
  return null;
end $$;

-- Checked at commit: the act that changed the row has its entry in the ledger.
create function kernel.require_entry() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from kernel.entry where id = nullif(current_setting('mizan.act', true), '')::uuid) then
    raise exception 'an act without an entry in the ledger: % on %.%', tg_op, tg_table_schema, tg_table_name using errcode = 'MZ002';
  end if;
  return null;
end $$;

-- A partitioned table is tracked as one: its triggers stand on every partition and are told the table's own name.
create function kernel.track(table_name regclass, key_columns text default 'id') returns void language plpgsql as $$
declare
  full_name text;
  is_partitioned boolean;
begin
  select n.nspname || '.' || c.relname, c.relkind = 'p' into full_name, is_partitioned from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = table_name;
  execute format('create trigger note_row_change after insert or update or delete on %s for each row execute function kernel.note_row_change(%L%s)', table_name, key_columns,
    case when is_partitioned then ', ' || quote_literal(full_name) end);
  execute format('create constraint trigger require_entry after insert or update or delete on %s deferrable initially deferred for each row execute function kernel.require_entry()', table_name);
  insert into kernel.tracked_table (name, key_columns) values (full_name, key_columns);
end $$;

alter table kernel.tracked_table add column key_columns text not null default 'id',
  -- Among nodes: who writes its rows (see kernel.writer_of), who gets them, and by which column both are known.
  add column written_by text not null default 'nation' check (written_by in ('nation', 'nation-after', 'record', 'person', 'office', 'office-after', 'anyone')),
  add column goes_to text not null default 'nation' check (goes_to in ('nation', 'all', 'record', 'person')),
  add column owner_column text,                -- by which the writer is known
  add column goes_by text;                     -- by which the readers are

-- Whose rows these are among nodes, where no record says it.
create function kernel.share(table_name regclass, p_written_by text, p_goes_to text, p_owner_column text default null, p_goes_by text default null) returns void language sql as $$
  update kernel.tracked_table set written_by = p_written_by, goes_to = p_goes_to, owner_column = p_owner_column, goes_by = p_goes_by
    where name = (select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = table_name)
$$;

create function kernel.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'history is never rewritten: % on %.%', tg_op, tg_table_schema, tg_table_name using errcode = 'MZ003';
end $$;

-- History: rows are added, never changed or removed. The app role has no such privilege either.
create function kernel.append_only(table_name regclass) returns void language plpgsql as $$
begin
  execute format('revoke update, delete, truncate on %s from mizan_app', table_name);
  execute format('create trigger refuse_rewriting before update or delete on %s for each row execute function kernel.refuse_rewriting()', table_name);
end $$;

-- Row-level security by the record that a row belongs to.
create function kernel.protect(table_name regclass, record_column text default 'record_id') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format($policy$create policy by_record on %1$s for all to mizan_app, mizan_reader using (
      (select kernel.sees_sealed())
      or ((select kernel.sees_all()) and %1$s.%2$I not in (select s.record_id from kernel.sealed s))
      or exists (select from kernel.record_access a where a.record_id = %1$s.%2$I and a.office_id = any ((select kernel.scope())::uuid[])
                 and (a.expires_at is null or a.expires_at > now()) and (a.why <> 'break-glass' or kernel.broke_glass(a.record_id))))
    with check ((select kernel.in_act()))$policy$, table_name, record_column);
  -- The office that holds the record writes its rows, and whoever may read the record gets them.
  update kernel.tracked_table set written_by = 'record', goes_to = 'record', owner_column = record_column, goes_by = record_column
    where name = (select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = table_name);
end $$;

-- The next number of a series in an office and year: gapless, never reused. Its counter stays locked until the act commits.
create function kernel.next_number(p_series text, p_office uuid, p_at timestamptz) returns text language sql security definer set search_path = '' as $$
  select kernel.assert_home(p_office) where exists (select from kernel.here);
  insert into kernel.counter as c (series, office_id, year, last)
    values (p_series, p_office, extract(year from p_at at time zone 'Asia/Baghdad')::integer, 1)
    on conflict (series, office_id, year) do update set last = c.last + 1
    returning year || '/' || lpad(last::text, 6, '0')
$$;

-- A new record, held by its office from the start. Null: there is no such office.
create function kernel.make_record(p_id uuid, p_kind text, p_label text, p_office uuid, p_series text, p_at timestamptz)
returns kernel.record language plpgsql security definer set search_path = '' as $$
declare
  made kernel.record;
begin
  if not kernel.in_act() then
    raise exception 'nothing changes except by an act: a new %', p_kind using errcode = 'MZ001';
  end if;
  insert into kernel.record (id, kind, number, number_office_id, label, office_id, jurisdiction, governorate, created_at)
    select p_id, p_kind, case when p_series is not null then kernel.next_number(p_series, o.id, p_at) end, case when p_series is not null then o.id end, p_label, o.id, o.jurisdiction, o.governorate, p_at
    from kernel.office o where o.id = p_office
    returning * into made;
  if made.id is not null then
    insert into kernel.record_access (record_id, office_id, why) values (p_id, p_office, 'holder');
  end if;
  return made;
end $$;

-- First round trip of an act: says who acts, gives a repeated request its first answer, locks the record or makes it.
-- Broken glass counts only for the account that broke it.
create function kernel.open_act(
  p_act uuid, p_account uuid, p_office uuid, p_scope text, p_verb text,
  p_key text, p_input_hash bytea, p_record uuid, p_person uuid, p_at timestamptz, p_create jsonb
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
          -- How a row is written as text must not depend on who connected: its digest is taken from that text.
          set_config('timezone', 'UTC', true), set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true),
          set_config('mizan.account', coalesce(p_account::text, ''), true), set_config('mizan.office', coalesce(p_office::text, ''), true);
  if p_key is not null then
    insert into kernel.request (account_id, key, verb, input_hash, entry_id) values (p_account, p_key, p_verb, p_input_hash, p_act)
      on conflict do nothing;
    if not found then
      select * into earlier from kernel.request where account_id = p_account and key = p_key;
      return jsonb_build_object('replay', true, 'same', earlier.input_hash = p_input_hash and earlier.verb = p_verb, 'response', earlier.response);
    end if;
  end if;
  if p_create is not null then
    found_record := kernel.make_record((p_create ->> 'id')::uuid, p_create ->> 'kind', p_create ->> 'label', (p_create ->> 'office')::uuid, p_create ->> 'series', p_at);
    result := jsonb_build_object('record', case when found_record.id is not null then to_jsonb(found_record) end);
  elsif p_record is not null then
    select * into found_record from kernel.record where id = p_record for update;
    if found then
      result := jsonb_build_object(
        'record', to_jsonb(found_record),
        'elsewhere', case when exists (select from kernel.here) then kernel.elsewhere(found_record.writer) end,
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

-- The canonical text of an entry (RFC 8785: keys in order, no spaces). p_detail is canonical already.
create function kernel.entry_body(
  p_actor uuid, p_post uuid, p_office uuid, p_at timestamptz, p_verb text, p_kind text, p_subject uuid,
  p_basis text, p_reason text, p_detail text, p_rows text
) returns text language sql immutable
  return '{"actor":' || coalesce('"' || p_actor || '"', 'null')
    || ',"at":"' || to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"'
    || ',"basis":' || coalesce(to_jsonb(p_basis)::text, 'null')
    || ',"detail":' || p_detail
    || ',"office":' || coalesce('"' || p_office || '"', 'null')
    || ',"post":' || coalesce('"' || p_post || '"', 'null')
    || ',"reason":' || coalesce(to_jsonb(p_reason)::text, 'null')
    || ',"rows":[' || p_rows || ']'
    || ',"subject":{"id":"' || p_subject || '","kind":' || to_jsonb(p_kind)::text || '}'
    || ',"v":1,"verb":' || to_jsonb(p_verb)::text || '}';

-- Last round trip: the record's new version, the entry, the outbox, the answer kept for a repeated request.
create function kernel.close_act(
  p_act uuid, p_actor uuid, p_post uuid, p_office uuid, p_at timestamptz, p_verb text, p_kind text, p_subject uuid,
  p_basis text, p_reason text, p_detail text, p_salt bytea, p_key text, p_response jsonb, p_also uuid[], p_created boolean
) returns integer language plpgsql security definer set search_path = '' as $$
declare
  text_body text;
  new_version integer;
  in_tree boolean := exists (select from kernel.here);
begin
  if current_setting('mizan.act', true) is distinct from p_act::text then
    raise exception 'this act was not opened' using errcode = 'MZ002';
  end if;
  if not p_created then
    update kernel.record set version = version + 1 where id = p_subject and (not in_tree or kernel.elsewhere(writer) is null) returning version into new_version;
  end if;
  if in_tree then perform kernel.pass_writing_over(); end if;
  text_body := kernel.entry_body(p_actor, p_post, p_office, p_at, p_verb, p_kind, p_subject, p_basis, p_reason, p_detail, coalesce(current_setting('mizan.rows', true), ''));
  insert into kernel.entry (id, at, salt, body, commitment, verb, subject_kind, subject_id, actor_id, post_id, office_id)
    values (p_act, p_at, p_salt, text_body, sha256(p_salt || convert_to(text_body, 'UTF8')), p_verb, p_kind, p_subject, p_actor, p_post, p_office);
  if cardinality(p_also) > 0 then
    insert into kernel.entry_record (entry_id, record_id) select p_act, r from unnest(p_also) r on conflict do nothing;
  end if;
  insert into kernel.outbox (entry_id, record_id) values (p_act, p_subject);
  if p_key is not null then
    update kernel.request set response = p_response where account_id = p_actor and key = p_key;
  end if;
  perform pg_notify('mizan_outbox', p_subject::text);
  if in_tree then perform kernel.carry_act(p_act); end if;
  return new_version;
end $$;
