-- That a sealed record was opened is written down in one place, for whatever an endpoint names: the record, a paper or certified copy of it,
-- an alarm about it, or a person (then for each sealed record of theirs that the reader's offices may read).
create function kernel.note_reads(p_ids uuid[], p_account uuid, p_post uuid, p_verb text, p_offices uuid[]) returns void
  language sql security definer set search_path = '' as $$
  insert into kernel.sealed_read (id, record_id, account_id, post_id, verb)
  select gen_random_uuid(), opened.record_id, p_account, p_post, p_verb
  from (
    select unnest(p_ids) as record_id
    union select d.record_id from kernel.document d where d.id = any (p_ids)
    union select d.record_id from kernel.entry e join kernel.document d on d.id = e.subject_id where e.id = any (p_ids) and e.verb = 'documents.certify'
    union select a.record_id from kernel.alarm a where a.id = any (p_ids)
    union select rp.record_id from kernel.record_person rp join kernel.record_access ra on ra.record_id = rp.record_id and ra.office_id = any (p_offices)
      where rp.person_id = any (p_ids) and (ra.expires_at is null or ra.expires_at > now()) and ra.why <> 'break-glass'
  ) opened
  where (exists (select from kernel.sealed s where s.record_id = opened.record_id)
      or exists (select from kernel.break_glass b where b.record_id = opened.record_id and b.account_id = p_account and b.expires_at > now())
      or exists (select from kernel.person p where p.id = opened.record_id and p.sealed))
    -- A page reads a record by several requests, and again while it is open: once a minute is enough.
    and not exists (select from kernel.sealed_read r where r.record_id = opened.record_id and r.account_id = p_account and r.verb = p_verb and r.at > clock_timestamp() - interval '1 minute')
$$;
revoke execute on function kernel.note_reads(uuid[], uuid, uuid, text, uuid[]) from public;
grant execute on function kernel.note_reads(uuid[], uuid, uuid, text, uuid[]) to mizan_app;
