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
