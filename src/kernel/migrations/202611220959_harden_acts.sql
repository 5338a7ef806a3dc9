-- An act is opened in one way only: with the record it makes or locks. Broken glass counts only for the account that broke it.
drop function kernel.open_act(uuid, uuid, uuid, text, text, text, bytea, uuid, uuid, timestamptz);

create or replace function kernel.open_act(
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

-- The answers kept for repeated requests: a week is longer than any browser goes on repeating. At most `p_most` at a time.
create function kernel.forget_requests(p_most integer) returns integer language plpgsql security definer set search_path = '' as $$
declare
  gone integer;
begin
  delete from kernel.request r using (select account_id, key from kernel.request where at < clock_timestamp() - interval '7 days' order by at limit p_most) old
    where r.account_id = old.account_id and r.key = old.key;
  get diagnostics gone = row_count;
  return gone;
end $$;

-- What runs with the owner's rights is for the server alone, not for whoever may connect.
revoke execute on function
  kernel.open_act(uuid, uuid, uuid, text, text, text, bytea, uuid, uuid, timestamptz, jsonb),
  kernel.close_act(uuid, uuid, uuid, uuid, timestamptz, text, text, uuid, text, text, text, bytea, text, jsonb, uuid[], boolean),
  kernel.make_record(uuid, text, text, uuid, text, timestamptz), kernel.next_number(text, uuid, timestamptz),
  kernel.note_read(uuid, uuid, uuid, uuid, text), kernel.head_of(uuid, text, text, uuid, uuid), kernel.forget_requests(integer) from public;
grant execute on function
  kernel.open_act(uuid, uuid, uuid, text, text, text, bytea, uuid, uuid, timestamptz, jsonb),
  kernel.close_act(uuid, uuid, uuid, uuid, timestamptz, text, text, uuid, text, text, text, bytea, text, jsonb, uuid[], boolean),
  kernel.make_record(uuid, text, text, uuid, text, timestamptz), kernel.next_number(text, uuid, timestamptz),
  kernel.note_read(uuid, uuid, uuid, uuid, text), kernel.head_of(uuid, text, text, uuid, uuid), kernel.forget_requests(integer) to mizan_app;
