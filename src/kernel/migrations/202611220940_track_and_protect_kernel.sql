-- What the kernel itself keeps under the rules, and what each role may do.
select kernel.track('kernel.office'), kernel.track('kernel.account'), kernel.track('kernel.post'), kernel.track('kernel.post_holding'),
       kernel.track('kernel.record'), kernel.track('kernel.record_access', 'record_id,office_id,why'), kernel.track('kernel.sealed', 'record_id'),
       kernel.track('kernel.record_person'), kernel.track('kernel.record_link'), kernel.track('kernel.handover'), kernel.track('kernel.clock'),
       kernel.track('kernel.alarm'), kernel.track('kernel.approval'), kernel.track('kernel.break_glass');

grant usage on schema kernel to mizan_app, mizan_reader, mizan_ledger;
grant select on all tables in schema kernel to mizan_app, mizan_reader;
revoke select on kernel.credential, kernel.session, kernel.passkey, kernel.outside_identity, kernel.request from mizan_reader;
grant insert, update on kernel.office, kernel.account, kernel.post, kernel.post_holding, kernel.handover, kernel.clock,
  kernel.alarm, kernel.approval, kernel.break_glass, kernel.session, kernel.credential to mizan_app;
-- A record is made by kernel.make_record, numbered by kernel.next_number.
grant update on kernel.record to mizan_app;
grant insert on kernel.record_person, kernel.record_link, kernel.refusal, kernel.sealed_read to mizan_app;
grant insert, delete on kernel.record_access, kernel.sealed to mizan_app;
grant update (expires_at) on kernel.record_access to mizan_app;
grant insert, update, delete on kernel.passkey to mizan_app;
grant insert on kernel.outside_identity to mizan_app;
grant select on kernel.entry, kernel.tracked_table to mizan_ledger;
grant select, insert on kernel.leaf, kernel.checkpoint to mizan_ledger;
grant select, insert, update on kernel.tile to mizan_ledger;
grant select, delete on kernel.outbox to mizan_ledger;

-- kernel.request holds answers given before: read only through open_act, written only through it and close_act.
revoke select on kernel.request from mizan_app;

select kernel.append_only('kernel.entry'), kernel.append_only('kernel.entry_record'), kernel.append_only('kernel.leaf'),
       kernel.append_only('kernel.checkpoint'), kernel.append_only('kernel.refusal'), kernel.append_only('kernel.sealed_read');

select kernel.protect('kernel.record', 'id'), kernel.protect('kernel.record_person'), kernel.protect('kernel.handover'),
       kernel.protect('kernel.clock'), kernel.protect('kernel.alarm'), kernel.protect('kernel.approval'), kernel.protect('kernel.break_glass');

-- An alarm is seen by the office it was raised to, and not hidden from the office where it happened.
create policy by_receiver on kernel.alarm for select to mizan_app, mizan_reader
  using (raised_to = any ((select kernel.scope())::uuid[]) or office_id = any ((select kernel.scope())::uuid[]));

-- The history of a record is read by whoever may read the record.
alter table kernel.entry enable row level security;
create policy by_record on kernel.entry for select to mizan_app, mizan_reader using (
  (select kernel.sees_sealed())
  or ((select kernel.sees_all()) and subject_id not in (select s.record_id from kernel.sealed s))
  or exists (select from kernel.record_access a where a.record_id = subject_id and a.office_id = any ((select kernel.scope())::uuid[])
             and (a.expires_at is null or a.expires_at > now()) and (a.why <> 'break-glass' or kernel.broke_glass(a.record_id)))
  or exists (select from kernel.entry_record er join kernel.record_access a on a.record_id = er.record_id
             where er.entry_id = id and a.office_id = any ((select kernel.scope())::uuid[])
             and (a.expires_at is null or a.expires_at > now()) and (a.why <> 'break-glass' or kernel.broke_glass(a.record_id))));
create policy ledger_reads_all on kernel.entry for select to mizan_ledger using (true);

alter table kernel.refusal enable row level security;
create policy by_office on kernel.refusal for select to mizan_app, mizan_reader
  using ((select kernel.sees_all()) or office_id = any ((select kernel.scope())::uuid[]));
create policy anyone_is_recorded on kernel.refusal for insert to mizan_app with check (true);

create function kernel.table_digests(table_name text, key_columns text) returns table (key text, digest bytea)
  language plpgsql stable as $$
begin
  return query execute format('select kernel.row_key(to_jsonb(t), %L), kernel.row_digest(to_jsonb(t)) from %s t order by 1', key_columns, table_name::regclass);
end $$;
