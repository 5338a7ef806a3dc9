create function kernel.note_for_nodes(p_table text, p_op text, p_key text, p_new jsonb, p_old jsonb) returns void language plpgsql security definer set search_path = '' as $$
begin
end $$;
create function kernel.pass_writing_over() returns void language plpgsql security definer set search_path = '' as $$
begin
end $$;
create function kernel.carry_act(p_act uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
end $$;
grant select on kernel.here to mizan_app, mizan_reader, mizan_ledger;
