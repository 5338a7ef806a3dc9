-- The largest checkpoint that satisfied a policy: found at once, however many have been signed by too few since.
create table kernel.quorum (
  policy bytea primary key check (octet_length(policy) = 32),   -- SHA-256 of the policy's text
  tree_size bigint not null references kernel.checkpoint (tree_size)
);
grant select on kernel.quorum to mizan_app, mizan_reader, mizan_ledger;
grant insert, update on kernel.quorum to mizan_ledger;
