-- How a release was proven, an order that ends one case while another still holds, and what became of an allegation.
alter table custody.release_order
  add column signature jsonb,                     -- paper, thumb-print on a numbered paper, or two witnesses to a refusal
  add column fetched_by text,
  add column property_returned_by uuid,
  add column slip_given_at timestamptz,
  add column slip_given_by uuid,
  add column kept_at timestamptz,                 -- ordered in this case, still held in another (CPC 115)
  add column kept_reason text,
  add constraint free_is_signed check (freed_at is null or signature is not null),
  add constraint kept_says_why check ((kept_at is null) = (kept_reason is null)),
  add constraint steps_in_order check ((property_returned_at is null or freed_at is not null) and (slip_given_at is null or property_returned_at is not null));

drop index custody.release_one_open;
create unique index release_one_open on custody.release_order (custody_id) where freed_at is null and withdrawn_at is null and kept_at is null;
create index release_to_execute on custody.release_order (ordered_at) where slip_given_at is null and withdrawn_at is null and kept_at is null;

create table custody.allegation_note (
  id uuid primary key,
  allegation_id uuid not null references custody.allegation (id),
  at timestamptz not null,
  by_name text not null,
  note text not null
);
create index note_by_allegation on custody.allegation_note (allegation_id, at);
grant select, insert on custody.allegation_note to mizan_app;
grant select on custody.allegation_note to mizan_reader;
select kernel.track('custody.allegation_note'), kernel.append_only('custody.allegation_note'), kernel.protect('custody.allegation_note', 'allegation_id');
