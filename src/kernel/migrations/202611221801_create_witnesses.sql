-- Witnesses of the log: other institutions' programs that saw a checkpoint, found it to go on from the last one they saw, and signed it too.

-- What witnesses signed. The line is a signature of the checkpoint's note (C2SP tlog-cosignature) and can be checked by anybody.
create table kernel.cosignature (
  tree_size bigint not null references kernel.checkpoint (tree_size),
  witness text not null,                                    -- the witness's verifier key
  line text not null check (line like '— %'),
  cosigned_at timestamptz not null,                         -- as the witness says
  received_at timestamptz not null default clock_timestamp(),
  primary key (tree_size, witness)
);
create index cosignature_by_witness on kernel.cosignature (witness, tree_size desc);

-- Where each witness stands: what it signed last, when it was asked last, and with which result.
create table kernel.witness_standing (
  witness text primary key,
  name text not null,                                       -- as the policy calls it
  last_size bigint not null default 0 check (last_size >= 0),
  asked_at timestamptz not null,
  answered_at timestamptz,                                  -- of the last cosignature
  result text not null,                                     -- cosigned, unreachable, inconsistent, …
  detail text not null default '',
  failures integer not null default 0 check (failures >= 0) -- since the last cosignature
);

-- Refusals that speak against this log. One row for each change of what a witness says, not for each time it is asked.
create table kernel.witness_refusal (
  id uuid primary key,
  witness text not null,
  name text not null,
  tree_size bigint not null,
  result text not null,
  detail text not null,
  at timestamptz not null default clock_timestamp()
);
create index witness_refusal_by_age on kernel.witness_refusal (at desc);

-- The log's keys and who vouched for each: a statement is a note that the key before and the key itself have signed.
create table kernel.log_key (
  vkey text primary key,
  origin text not null,
  from_size bigint not null check (from_size >= 0),
  statement text,                                           -- null: the log's first key
  at timestamptz not null default clock_timestamp()
);
create table kernel.log_key_end (
  vkey text primary key references kernel.log_key (vkey),
  to_size bigint not null check (to_size >= 0),
  statement text not null,
  at timestamptz not null default clock_timestamp()
);

grant select on kernel.cosignature, kernel.witness_standing, kernel.witness_refusal, kernel.log_key, kernel.log_key_end to mizan_app, mizan_reader, mizan_ledger;
grant insert on kernel.cosignature, kernel.witness_refusal, kernel.log_key, kernel.log_key_end to mizan_ledger;
grant insert, update on kernel.witness_standing to mizan_ledger;
select kernel.append_only('kernel.cosignature'), kernel.append_only('kernel.witness_refusal'), kernel.append_only('kernel.log_key'), kernel.append_only('kernel.log_key_end');

-- What the public log serves of its entries: the commitments, and nothing else of them.
create function kernel.log_commitments(p_from bigint, p_count integer) returns table (index bigint, commitment bytea)
  language sql stable security definer set search_path = '' as $$
  select l.index, e.commitment from kernel.leaf l join kernel.entry e on e.id = l.entry_id
    where l.index >= p_from and l.index < p_from + least(p_count, 256) order by l.index
$$;
revoke execute on function kernel.log_commitments(bigint, integer) from public;
grant execute on function kernel.log_commitments(bigint, integer) to mizan_app, mizan_ledger;
