-- Fingerprints and photographs of persons. Every image and template is sealed by the server before it comes here (AES-256-GCM, the key is
-- not in the database); the value is bound to its table, row and part, so that it opens nowhere else.
create schema biometrics;
grant usage on schema biometrics to mizan_app, mizan_reader;

create table biometrics.device (
  id uuid primary key,
  office_id uuid not null references kernel.office (id),
  serial text not null check (length(serial) between 1 and 100),
  maker text not null,
  model text not null,
  kind text not null check (kind in ('single', 'ten-print', 'mobile', 'camera')),
  resolution smallint check (resolution between 100 and 2000),      -- dots per inch; none for a camera
  state text not null default 'in-use' check (state in ('in-use', 'out-of-order', 'retired')),
  registered_at timestamptz not null,
  unique (maker, model, serial)
);
create index device_by_office on biometrics.device (office_id);

-- One taking of a person's prints and photographs, for one lawful purpose.
create table biometrics.enrolment (
  id uuid primary key references kernel.record (id),
  number text not null,
  person_id uuid not null,
  name_display text not null,
  juvenile boolean not null default false,
  custody_id uuid references kernel.record (id),
  purpose text not null check (purpose in ('custody', 'sentenced', 'registry', 'exclusion')),
  article text not null check (length(article) between 1 and 200), -- a dash where no article was found: then confidence is U
  confidence text not null check (confidence in ('T', 'C', 'P', 'U')),
  basis text not null check (length(basis) between 3 and 1000),
  office_id uuid not null references kernel.office (id),
  begun_by uuid not null references kernel.account (id),
  begun_at timestamptz not null,
  device_id uuid references biometrics.device (id),
  state text not null default 'taking' check (state in ('taking', 'complete', 'abandoned')),
  ended_at timestamptz,
  ended_by uuid references kernel.account (id),
  end_reason text,
  least_quality smallint not null check (least_quality between 0 and 100),
  -- How long it may be kept, and under what; the clocks of retention set it.
  retention text not null default 'kept' check (retention in ('kept', 'review', 'due')),
  retention_article text,
  retention_until date,
  constraint custody_named check (purpose <> 'custody' or custody_id is not null),
  constraint ended_whole check ((state = 'taking') = (ended_at is null) and (ended_at is null) = (ended_by is null)),
  constraint abandoned_says_why check (state <> 'abandoned' or length(end_reason) >= 3)
);
create index enrolment_by_office on biometrics.enrolment (office_id, begun_at desc);
create unique index enrolment_one_taking_for_a_person on biometrics.enrolment (office_id, person_id) where state = 'taking';
create index enrolment_by_person on biometrics.enrolment (person_id);
create index enrolment_by_custody on biometrics.enrolment (custody_id) where custody_id is not null;
create index enrolment_by_device on biometrics.enrolment (device_id) where device_id is not null;
create index enrolment_by_retention on biometrics.enrolment (retention_until) where retention <> 'due' and retention_until is not null;

-- Each try at a finger. One stands; of the others quality and reasons stay for the figures, the image goes.
create table biometrics.impression (
  id uuid primary key,
  enrolment_id uuid not null references biometrics.enrolment (id),
  finger smallint not null check (finger between 1 and 10),         -- as ANSI/NIST-ITL numbers them
  attempt smallint not null check (attempt between 1 and 50),
  kind text check (kind in ('plain', 'rolled')),
  missing text check (missing in ('amputated', 'bandaged')),
  missing_note text,
  stands boolean not null,
  replaced_by uuid,
  removed_reason text,
  quality smallint check (quality between 0 and 100),
  reasons text[] not null default '{}',
  accepted_reason text,                                             -- why a print under the least quality stands all the same
  minutiae smallint,
  width smallint, height smallint, dpi smallint check (dpi between 300 and 1000),
  device_id uuid references biometrics.device (id),
  taken_by uuid not null references kernel.account (id),
  taken_at timestamptz not null,
  image_type text check (image_type in ('image/png', 'image/bmp', 'image/jpeg', 'image/x-wsq')),
  sealed_image bytea,
  key_id text,
  sealed_template bytea,                                            -- until the enrolment is complete; then in biometrics.template
  template_key_id text,
  constraint print_or_missing check ((missing is null) = (kind is not null) and (missing is null) = (quality is not null)),
  constraint what_stands_has_its_image check (not stands or missing is not null or sealed_image is not null),
  constraint no_image_without_key check ((sealed_image is null) = (key_id is null) and (sealed_template is null) = (template_key_id is null)),
  constraint nothing_kept_of_what_fell check (stands or sealed_image is null and sealed_template is null),
  -- Looked at when a statement is done: hands that were taken for each other change places in one.
  constraint tries_are_counted unique (enrolment_id, finger, attempt) deferrable,
  constraint one_stands exclude using btree (enrolment_id with =, finger with =) where (stands) deferrable
);
create index impression_by_enrolment on biometrics.impression (enrolment_id) where stands;
create index impression_by_device on biometrics.impression (device_id, taken_at) where device_id is not null;
create index impression_by_taker on biometrics.impression (taken_by, taken_at);

-- What is searched. Parted by its id's hash: each shard of the gallery, on whichever machine, reads the parts that are its own.
create table biometrics.template (
  id uuid primary key,
  impression_id uuid not null references biometrics.impression (id),
  enrolment_id uuid not null references biometrics.enrolment (id),
  person_id uuid not null,
  finger smallint not null check (finger between 1 and 10),
  version smallint not null,
  sealed bytea not null,
  key_id text not null,
  entered_at timestamptz not null
) partition by hash (id);
create table biometrics.template_0 partition of biometrics.template for values with (modulus 8, remainder 0);
create table biometrics.template_1 partition of biometrics.template for values with (modulus 8, remainder 1);
create table biometrics.template_2 partition of biometrics.template for values with (modulus 8, remainder 2);
create table biometrics.template_3 partition of biometrics.template for values with (modulus 8, remainder 3);
create table biometrics.template_4 partition of biometrics.template for values with (modulus 8, remainder 4);
create table biometrics.template_5 partition of biometrics.template for values with (modulus 8, remainder 5);
create table biometrics.template_6 partition of biometrics.template for values with (modulus 8, remainder 6);
create table biometrics.template_7 partition of biometrics.template for values with (modulus 8, remainder 7);
create index template_by_enrolment on biometrics.template (enrolment_id);
create index template_by_impression on biometrics.template (impression_id);
create index template_by_person on biometrics.template (person_id);

-- For human eyes side by side; no program compares faces here.
create table biometrics.photograph (
  id uuid primary key,
  enrolment_id uuid not null references biometrics.enrolment (id),
  pose text not null check (pose in ('front', 'left', 'right', 'mark')),
  mark_kind text check (mark_kind in ('scar', 'tattoo', 'birthmark', 'missing-part', 'other')),
  mark_place text check (length(mark_place) between 3 and 40),         -- the part of the body
  stands boolean not null default true,
  removed_reason text,
  width smallint not null, height smallint not null,
  device_id uuid references biometrics.device (id),
  taken_by uuid not null references kernel.account (id),
  taken_at timestamptz not null,
  image_type text not null check (image_type in ('image/png', 'image/jpeg')),
  sealed_image bytea,
  key_id text,
  constraint no_image_without_key check ((sealed_image is null) = (key_id is null) and stands = (sealed_image is not null)),
  constraint mark_is_described check ((pose = 'mark') = (mark_kind is not null) and (mark_kind is null) = (mark_place is null))
);
create index photograph_by_enrolment on biometrics.photograph (enrolment_id, taken_at);
create unique index photograph_one_of_each_pose on biometrics.photograph (enrolment_id, pose) where stands and pose <> 'mark';

grant select, insert, update on biometrics.device, biometrics.enrolment, biometrics.impression, biometrics.photograph to mizan_app;
-- A template is not changed; only its seal is renewed under another key.
grant select, insert, update (sealed, key_id) on biometrics.template to mizan_app;
-- The reader's role counts and reports; sealed images and templates are none of its business.
grant select on biometrics.device, biometrics.enrolment to mizan_reader;
grant select (id, enrolment_id, finger, attempt, kind, missing, stands, quality, reasons, device_id, taken_by, taken_at) on biometrics.impression to mizan_reader;
grant select (id, impression_id, enrolment_id, finger, version, key_id, entered_at) on biometrics.template to mizan_reader;
grant select (id, enrolment_id, pose, stands, taken_by, taken_at) on biometrics.photograph to mizan_reader;

-- For the act that passes a person on: which enrolments belong to a custody, before the receiver may read them. In a tree of nodes only
-- those that are written here: nobody else may say who reads them.
create function biometrics.enrolments_of_custody(p_custody uuid) returns setof uuid language sql stable security definer set search_path = '' as $$
  select e.id from biometrics.enrolment e join kernel.record r on r.id = e.id where e.custody_id = p_custody and e.state <> 'abandoned' and kernel.in_act() and kernel.elsewhere(r.writer) is null
$$;
revoke execute on function biometrics.enrolments_of_custody(uuid) from public;
grant execute on function biometrics.enrolments_of_custody(uuid) to mizan_app;

select kernel.track('biometrics.device'), kernel.share('biometrics.device', 'office', 'all', 'office_id');
select kernel.track('biometrics.enrolment'), kernel.protect('biometrics.enrolment', 'id');
select kernel.track('biometrics.impression'), kernel.protect('biometrics.impression', 'enrolment_id');
select kernel.track('biometrics.template'), kernel.protect('biometrics.template', 'enrolment_id');
select kernel.track('biometrics.photograph'), kernel.protect('biometrics.photograph', 'enrolment_id');
