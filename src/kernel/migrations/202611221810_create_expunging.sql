-- Expunging: the law orders a record destroyed. Its rows, papers and the text and salt of its entries go; each entry's commitment and
-- its leaf stay, so the log verifies, and an act says who ordered it under which article.

-- Each order that was carried out. The id is that of the act. Holds nothing of what was destroyed.
create table kernel.expunging (
  id uuid primary key,
  record_id uuid not null references kernel.record (id),
  records uuid[] not null check (cardinality(records) > 0),
  approval_id uuid not null unique references kernel.approval (id),
  ordered_by uuid not null references kernel.account (id),
  approved_by uuid not null references kernel.account (id),
  article text not null check (length(article) between 2 and 200),
  order_number text not null check (length(order_number) between 1 and 60),
  order_day date not null,
  reason text not null check (length(reason) between 3 and 2000),
  at timestamptz not null,
  entries integer not null check (entries >= 0),
  row_count integer not null check (row_count >= 0),
  papers integer not null check (papers >= 0),
  persons integer not null check (persons >= 0),
  constraint four_eyes check (ordered_by <> approved_by)
);
create index expunging_by_time on kernel.expunging (at desc);

-- What became of each entry. `stub_digest`: sha256 of what is left of its text: who acted when on what, and the digests of rows that still stand.
create table kernel.expunged_entry (
  id uuid primary key references kernel.entry (id),
  expunging_id uuid not null,
  stub_digest text not null check (stub_digest ~ '^[0-9a-f]{64}$')
);
create index expunged_entry_by_act on kernel.expunged_entry (expunging_id);

-- Stored files that nothing refers to any more; a job takes them out of the store after the act. Not a record of anything: untracked.
create table kernel.file_to_remove (address text primary key check (address ~ '^[0-9a-f]{64}$'), since timestamptz not null default clock_timestamp());

grant select on kernel.expunging, kernel.expunged_entry, kernel.file_to_remove to mizan_app, mizan_reader;
grant delete on kernel.file_to_remove to mizan_app;
grant select on kernel.expunged_entry to mizan_ledger;
select kernel.track('kernel.expunging'), kernel.track('kernel.expunged_entry'), kernel.append_only('kernel.expunging'), kernel.append_only('kernel.expunged_entry');
-- That something was expunged is no secret to those who oversee; to others it belongs to the record.
select kernel.protect('kernel.expunging');
create policy seen_by_overseers on kernel.expunging for select to mizan_app, mizan_reader using ((select kernel.sees_all()));

-- An entry without its salt was expunged, and nothing else.
alter table kernel.entry alter column salt drop not null, add column expunged_by uuid,
  add constraint expunged_whole check ((salt is null) = (expunged_by is not null));

-- A paper keeps its place in its series; what it was about goes.
alter table kernel.document add column expunged_at timestamptz,
  drop constraint form_is_numbered_and_checkable, drop constraint file_has_its_bytes,
  add constraint form_is_numbered_and_checkable check (kind <> 'form' or (form is not null and number is not null and (expunged_at is not null or (content_digest is not null and check_code is not null)))),
  add constraint file_has_its_bytes check (kind <> 'file' or (purpose is not null and (expunged_at is not null or (address is not null and bytes is not null))));

-- Under way in this transaction? Set by kernel.expunge alone to mean anything: nobody else may delete history or update an entry.
create function kernel.is_expunging() returns boolean language sql stable
  return kernel.in_act() and coalesce(current_setting('mizan.expunging', true), '') = current_setting('mizan.act', true);

-- History is still never rewritten, except that what the law orders destroyed is destroyed. An entry can lose its text and salt; nothing else of it changes.
create or replace function kernel.refuse_rewriting() returns trigger language plpgsql as $$
begin
  if kernel.is_expunging() and current_user <> 'mizan_app' then
    if tg_op = 'DELETE' and tg_table_schema || '.' || tg_table_name not in ('kernel.entry', 'kernel.leaf', 'kernel.checkpoint', 'kernel.expunging', 'kernel.expunged_entry') then
      return old;
    end if;
    if tg_op = 'UPDATE' and tg_table_schema = 'kernel' and tg_table_name in ('document', 'refusal') then
      return new;
    end if;
    if tg_op = 'UPDATE' and tg_table_schema = 'kernel' and tg_table_name = 'entry' then
      if to_jsonb(old) - '{salt,body,expunged_by}'::text[] = to_jsonb(new) - '{salt,body,expunged_by}'::text[] and old.expunged_by is null and new.salt is null then return new; end if;
    end if;
  end if;
  raise exception 'history is never rewritten: % on %.%', tg_op, tg_table_schema, tg_table_name using errcode = 'MZ003';
end $$;

-- The tables whose rows belong to a record, and by which column: those that kernel.protect() was called for.
create function kernel.tables_of_records() returns table (name regclass, record_column text) language sql stable set search_path = '' as $$
  select p.polrelid::regclass, (regexp_match(pg_get_expr(p.polqual, p.polrelid), 'a\.record_id = (?:\"?\w+\"?\.)?\"?(\w+)\"?'))[1]
  from pg_catalog.pg_policy p where p.polname = 'by_record' and p.polrelid <> 'kernel.entry'::regclass
$$;

-- Destroys rows, and first all that refers to them. Gives the ids of records that went with them (an allegation is a record of its own).
create function kernel.destroy_rows(p_table regclass, p_where text) returns uuid[] language plpgsql set search_path = '' as $$
declare
  found_records uuid[] := '{}';
  is_there boolean;
  link record;
  ids uuid[];
begin
  execute format('select exists (select from %s t where %s)', p_table, p_where) into is_there;
  if not is_there then return found_records; end if;
  for link in
    select c.conrelid::regclass as child,
      (select string_agg(format('t.%I', a.attname), ', ' order by k.n) from unnest(c.conkey) with ordinality as k (num, n) join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num) as child_columns,
      (select string_agg(format('t.%I', a.attname), ', ' order by k.n) from unnest(c.confkey) with ordinality as k (num, n) join pg_catalog.pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num) as own_columns
    from pg_catalog.pg_constraint c where c.contype = 'f' and c.confrelid = p_table and c.conrelid <> p_table and c.conparentid = 0 -- not once more for each partition
  loop
    found_records := found_records || kernel.destroy_rows(link.child, format('(%s) in (select %s from %s t where %s)', link.child_columns, link.own_columns, p_table, p_where));
  end loop;
  if exists (select from pg_catalog.pg_constraint c join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
             where c.contype = 'f' and c.conrelid = p_table and c.confrelid = 'kernel.record'::regclass and a.attname = 'id') then
    execute format('select coalesce(array_agg(t.id), ''{}'') from %s t where %s', p_table, p_where) into ids;
    found_records := found_records || ids;
  end if;
  execute format('delete from %s t where %s', p_table, p_where);
  return found_records;
end $$;

-- What is left of an entry: who acted when on what under which article, and the digests of rows that still stand.
create function kernel.entry_stub(p_body text, p_act uuid, p_gone text[]) returns text language sql immutable set search_path = '' as $$
  select '{"actor":' || coalesce(to_jsonb(b ->> 'actor')::text, 'null') || ',"at":' || to_jsonb(b ->> 'at')::text || ',"basis":' || coalesce(to_jsonb(b ->> 'basis')::text, 'null')
    || ',"expunged":"' || p_act || '","office":' || coalesce(to_jsonb(b ->> 'office')::text, 'null') || ',"post":' || coalesce(to_jsonb(b ->> 'post')::text, 'null')
    || ',"rows":[' || coalesce((select string_agg('[' || to_jsonb(r ->> 0)::text || ',' || to_jsonb(r ->> 1)::text || ',' || to_jsonb(r ->> 2)::text || ',' || to_jsonb(r ->> 3)::text || ']', ',' order by n)
         from jsonb_array_elements(b -> 'rows') with ordinality as t (r, n) where not (r ->> 0) || '/' || (r ->> 1) = any (p_gone)), '')
    || '],"subject":{"id":' || to_jsonb(b -> 'subject' ->> 'id')::text || ',"kind":' || to_jsonb(b -> 'subject' ->> 'kind')::text || '},"v":1,"verb":' || to_jsonb(b ->> 'verb')::text || '}'
  from (select p_body::jsonb as b) as parsed
$$;

-- The only way to destroy: within an act, for an order that a second person approved and that was not carried out before.
create function kernel.expunge(p_approval uuid, p_at timestamptz) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  act uuid := nullif(current_setting('mizan.act', true), '')::uuid;
  wanted kernel.approval;
  doomed uuid[];
  done uuid[] := '{}';
  found_more uuid[];
  one_table record;
  people uuid[];
  gone text[];
  counts record;
  subjects uuid[];
begin
  if act is null then raise exception 'nothing changes except by an act: expunging' using errcode = 'MZ001'; end if;
  -- The images of rows travel between nodes: what one node destroys, the others would have to be told.
  if kernel.is_tree() then raise exception 'not in a tree of nodes' using errcode = 'MZ007'; end if;
  select * into wanted from kernel.approval where id = p_approval;
  if wanted.verb is distinct from 'ledger.order-expunging' or wanted.state <> 'approved' or wanted.decided_by is null or wanted.decided_by = wanted.requested_by
     or wanted.decided_at is distinct from p_at or exists (select from kernel.expunging e where e.approval_id = p_approval) then
    raise exception 'nothing is expunged without an approved order' using errcode = 'MZ007';
  end if;
  select array_agg(distinct r) into doomed from (select wanted.record_id union select jsonb_array_elements_text(wanted.input -> 'records')::uuid) as t (r);
  if (select count(*) from kernel.record r where r.id = any (doomed)) <> cardinality(doomed) then
    raise exception 'no such record' using errcode = 'MZ007';
  end if;
  perform from kernel.record where id = any (doomed) order by id for update;
  select coalesce(array_agg(distinct rp.person_id), '{}') into people from kernel.record_person rp where rp.record_id = any (doomed);
  perform set_config('mizan.expunging', act::text, true);

  -- Rows, and the records that go with them, until nothing more is found. Papers and the order itself are treated apart.
  while not doomed <@ done loop
    found_more := '{}';
    done := doomed;
    for one_table in select * from kernel.tables_of_records() t
      where t.name::text not in ('kernel.record', 'kernel.document', 'kernel.approval', 'kernel.break_glass', 'kernel.expunging') order by t.name::text
    loop
      found_more := found_more || kernel.destroy_rows(one_table.name, format('t.%I = any (%L::uuid[])', one_table.record_column, doomed));
    end loop;
    select array_agg(distinct r) into doomed from unnest(doomed || found_more) r;
  end loop;
  delete from kernel.approval a where a.record_id = any (doomed) and a.id <> p_approval
    and not exists (select from kernel.expunging e where e.approval_id = a.id);
  delete from kernel.record_link l where l.from_id = any (doomed) or l.to_id = any (doomed);
  update kernel.refusal set params = '{}' where record_id = any (doomed) and params <> '{}';

  -- Papers: the number stays.
  insert into kernel.file_to_remove (address)
    select distinct f.address from (select d.address from kernel.document d where d.record_id = any (doomed) and d.address is not null
      union select p.address from kernel.document_print p join kernel.document d on d.id = p.document_id where d.record_id = any (doomed)) f
    where not exists (select from kernel.document o where o.address = f.address and not o.record_id = any (doomed))
    on conflict do nothing;
  delete from kernel.document_print p using kernel.document d where d.id = p.document_id and d.record_id = any (doomed);
  update kernel.document set title = '—', file_name = '—', address = null, bytes = null, content_digest = null, check_code = null, expunged_at = p_at
    where record_id = any (doomed) and expunged_at is null;
  update kernel.record set label = '', state = 'closed' where id = any (doomed);

  -- Persons whom no other record names leave the register too.
  select coalesce(array_agg(p), '{}') into people from unnest(people) p
    where not exists (select from kernel.record_person rp where rp.person_id = p) and not exists (select from kernel.account a where a.person_id = p)
      and not exists (select from kernel.person_merge m where (m.keep_id = p or m.drop_id = p) and m.state in ('proposed', 'approved'));
  delete from kernel.person_name where person_id = any (people);
  delete from kernel.person_document where person_id = any (people);
  delete from kernel.person_correction where person_id = any (people);
  delete from kernel.not_this_person where person_id = any (people) or other_person_id = any (people);
  update kernel.person set sex = null, birth_date = null, birth_precision = 'unknown', nationality = null, national_number = null, identity_state = 'being-established', photo_document_id = null, deceased_on = null
    where id = any (people);

  -- Digests of what was destroyed say nothing any more: that it is gone is enough.
  perform set_config('mizan.rows', coalesce((select string_agg('[' || to_jsonb(r ->> 0)::text || ',' || to_jsonb(r ->> 1)::text || ',' || to_jsonb(r ->> 2)::text || ',"'
      || case when r ->> 2 = 'D' then repeat('0', 64) else r ->> 3 end || '"]', ',' order by n)
    from jsonb_array_elements(('[' || coalesce(current_setting('mizan.rows', true), '') || ']')::jsonb) with ordinality as t (r, n)), ''), true);
  select coalesce(array_agg((r ->> 0) || '/' || (r ->> 1)), '{}') into gone
    from jsonb_array_elements(('[' || coalesce(current_setting('mizan.rows', true), '') || ']')::jsonb) r;

  -- Entries about what was destroyed; those of other records that only mention it stay.
  subjects := doomed || people || (select coalesce(array_agg(d.id), '{}') from kernel.document d where d.record_id = any (doomed));
  insert into kernel.expunged_entry (id, expunging_id, stub_digest)
    select e.id, act, encode(sha256(convert_to(kernel.entry_stub(e.body, act, gone), 'UTF8')), 'hex')
    from kernel.entry e where e.subject_id = any (subjects) and e.salt is not null and e.verb not in ('ledger.order-expunging', 'ledger.expunge');
  update kernel.entry e set body = kernel.entry_stub(e.body, act, gone), salt = null, expunged_by = act
    from kernel.expunged_entry x where x.id = e.id and x.expunging_id = act;
  delete from kernel.request q using kernel.expunged_entry x where x.id = q.entry_id and x.expunging_id = act;

  select (select count(*) from kernel.expunged_entry x where x.expunging_id = act)::integer as entries, cardinality(gone) as row_count,
    (select count(*) from kernel.document d where d.record_id = any (doomed) and d.expunged_at = p_at)::integer as papers into counts;
  insert into kernel.expunging (id, record_id, records, approval_id, ordered_by, approved_by, article, order_number, order_day, reason, at, entries, row_count, papers, persons)
    values (act, wanted.record_id, doomed, p_approval, wanted.requested_by, wanted.decided_by, wanted.input ->> 'article', wanted.input ->> 'orderNumber', (wanted.input ->> 'orderDay')::date,
      wanted.input ->> 'reason', p_at, counts.entries, counts.row_count, counts.papers, cardinality(people));
  perform set_config('mizan.expunging', '', true);
  return jsonb_build_object('records', cardinality(doomed), 'entries', counts.entries, 'rows', counts.row_count, 'papers', counts.papers, 'persons', cardinality(people));
end $$;
revoke execute on function kernel.destroy_rows(regclass, text), kernel.entry_stub(text, uuid, text[]), kernel.expunge(uuid, timestamptz) from public;
grant execute on function kernel.expunge(uuid, timestamptz) to mizan_app;

-- Checked at commit: the act under which something was expunged says so.
create function kernel.require_expunging_act() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from kernel.entry e where e.id = new.id and e.verb = 'ledger.expunge' and e.body::jsonb ->> 'basis' is not null) then
    raise exception 'expunged by an act that does not say so' using errcode = 'MZ007';
  end if;
  return null;
end $$;
create constraint trigger require_expunging_act after insert on kernel.expunging deferrable initially deferred for each row execute function kernel.require_expunging_act();

-- An entry on a bare subject (a certified copy) is read by whoever may read the record that it belongs to: the policy asks by entry.
create index entry_record_by_entry on kernel.entry_record (entry_id);
create index document_print_by_address on kernel.document_print (address);

-- Whether a stored file still belongs to any paper; the job that asks sees no record.
create function kernel.file_is_used(p_address text) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kernel.document d where d.address = p_address) or exists (select from kernel.document_print p where p.address = p_address)
$$;
