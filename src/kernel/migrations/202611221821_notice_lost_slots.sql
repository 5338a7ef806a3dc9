-- The place that PostgreSQL keeps in its log for a neighbour (a replication slot) may be gone altogether: dropped by hand, or left behind by a restore. Where
-- one was seen before and is missing for fifteen seconds (a line that is set up anew has none for a moment), it is lost as surely as one that was kept too long.
alter table kernel.neighbour add column slot_seen_at timestamptz;

create or replace function kernel.line_states() returns table (
  node_id text, is_parent boolean, subscribed boolean, enabled boolean, receiving boolean, heard_at timestamptz, down_since timestamptz, errors bigint, conflicts bigint, synced boolean,
  slot_active boolean, slot_status text, slot_bytes bigint, waiting_acts bigint, waiting_parcels bigint, oldest_waiting timestamptz, arrived bigint, held bigint, newer_schema bigint
) language sql stable security definer set search_path = '' as $$
  select n.id, n.id = h.parent_id, s.oid is not null, coalesce(s.subenabled, false),
    -- A worker that is only trying to connect has the time of its own start as the last that it heard, but no position yet.
    st.received_lsn is not null, greatest(nb.heard_at, case when st.received_lsn is not null then st.last_msg_receipt_time end), nb.down_since,
    coalesce(ss.apply_error_count + ss.sync_error_count, 0),
    -- Counted by PostgreSQL 18; its older versions end such a worker with an error.
    (select coalesce(sum(c.value::bigint), 0)::bigint from pg_catalog.jsonb_each_text(pg_catalog.to_jsonb(ss)) c where c.key like 'confl\_%'),
    s.oid is not null and not exists (select from pg_catalog.pg_subscription_rel r where r.srsubid = s.oid and r.srsubstate <> 'r'),
    coalesce(sl.active, false), coalesce(sl.wal_status, case when nb.slot_seen_at < clock_timestamp() - interval '15 seconds' then 'lost' end), pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), sl.confirmed_flush_lsn)::bigint,
    w.acts, w.parcels, w.oldest, a.arrived, a.held, a.newer
  from kernel.here h
  cross join lateral (select x.id from kernel.node x where x.parent_id = h.node_id union select h.parent_id where h.parent_id is not null) n
  left join kernel.neighbour nb on nb.node_id = n.id
  left join pg_catalog.pg_subscription s on s.subname = 'from_' || n.id and s.subdbid = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
  left join pg_catalog.pg_stat_subscription st on st.subid = s.oid and coalesce(pg_catalog.to_jsonb(st) ->> 'worker_type', 'apply') = 'apply' and st.relid is null
  left join pg_catalog.pg_stat_subscription_stats ss on ss.subid = s.oid
  left join pg_catalog.pg_replication_slots sl on sl.slot_name = n.id || '_from_' || h.node_id and sl.database = current_database()
  cross join lateral (select count(*) filter (where p.kind = 'act') as acts, count(*) as parcels, min(p.made_at) as oldest from kernel.parcel p
    where p.from_node = h.node_id and p.to_node = n.id and (sl.confirmed_flush_lsn is null or p.made_lsn >= sl.confirmed_flush_lsn)) w
  cross join lateral (select count(*) filter (where p.held_at is null) as arrived, count(*) filter (where p.held_at is not null) as held,
      count(*) filter (where p.held_at is null and p.schema_mark <> all (h.takes_marks)) as newer
    from kernel.parcel p where p.from_node = n.id and p.to_node = h.node_id) a
$$;

-- Notes when each neighbour was last heard, so that "offline since" outlives a restart. A line is down when nothing, not even a heartbeat, came for fifteen seconds.
create or replace function kernel.note_neighbours() returns void language sql security definer set search_path = '' as $$
  insert into kernel.neighbour as nb (node_id, slot_seen_at, heard_at, state, down_since)
    select l.node_id, case when exists (select from pg_catalog.pg_replication_slots sl, kernel.here h where sl.slot_name = l.node_id || '_from_' || h.node_id and sl.database = current_database()) then clock_timestamp() end, l.heard_at, case when not l.subscribed then 'unknown' when not l.enabled then 'disabled' when l.receiving and l.heard_at > clock_timestamp() - interval '15 seconds' then 'up' else 'down' end,
      case when l.subscribed and not (l.enabled and l.receiving and coalesce(l.heard_at > clock_timestamp() - interval '15 seconds', false)) then coalesce(l.heard_at, clock_timestamp()) end
    from kernel.line_states() l
  on conflict (node_id) do update set slot_seen_at = coalesce(excluded.slot_seen_at, nb.slot_seen_at), heard_at = coalesce(excluded.heard_at, nb.heard_at), state = excluded.state,
    down_since = case when excluded.state = 'up' then null else coalesce(nb.down_since, excluded.down_since) end
$$;
