create schema _example;
grant usage on schema _example to mizan_app, mizan_reader;

create table _example.found_item (
  id uuid primary key references kernel.record (id),
  description text not null check (length(description) between 3 and 500),
  found_at timestamptz not null,
  place text not null,
  returned_at timestamptz,
  returned_to text,
  constraint returned_to_somebody check ((returned_at is null) = (returned_to is null)),
  constraint returned_after_found check (returned_at is null or returned_at >= found_at)
);
grant select, insert, update on _example.found_item to mizan_app;
grant select on _example.found_item to mizan_reader;
select kernel.track('_example.found_item'), kernel.protect('_example.found_item', 'id');
