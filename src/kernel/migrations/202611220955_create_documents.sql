-- Papers: forms that an office issues, and files that are added to a record.

create table kernel.document (
  id uuid primary key,
  record_id uuid not null references kernel.record (id),
  kind text not null check (kind in ('form', 'file')),
  form text,                       -- the form's id, for kind 'form'
  purpose text,                    -- what an added file is, for kind 'file'
  title text not null check (length(title) between 1 and 300),
  lang text not null check (lang in ('ar', 'ckb', 'en')),
  number text,
  address text check (address ~ '^[0-9a-f]{64}$'),          -- sha256 of an added file: its place in the store
  content_digest text check (content_digest ~ '^[0-9a-f]{64}$'), -- sha256 of a form's content in canonical JSON
  media_type text not null,
  bytes bigint check (bytes >= 0),
  file_name text not null check (length(file_name) between 1 and 200),
  issued_at timestamptz not null,
  office_id uuid not null references kernel.office (id),
  sealed boolean not null default false,
  retention text not null check (retention in ('permanent', 'case', 'custody', 'routine')),
  created_by uuid,
  scan text not null check (scan in ('clean', 'not-scanned', 'not-needed')),
  check_code text unique check (check_code ~ '^[0-9A-HJKMNP-TV-Z]{25}$'),
  constraint form_is_numbered_and_checkable check (kind <> 'form' or (form is not null and number is not null and content_digest is not null and check_code is not null)),
  constraint file_has_its_bytes check (kind <> 'file' or (purpose is not null and address is not null and bytes is not null)),
  constraint paper_number_is_never_reused unique (form, office_id, number)
);
create index document_by_record on kernel.document (record_id, issued_at);
create index document_by_address on kernel.document (address) where address is not null;

-- What stands on a form: the values given and the paper as composed. Apart from kernel.document, so that what the law orders
-- to be expunged can be taken out while the paper's number and digest stay.
create table kernel.document_content (
  id uuid primary key references kernel.document (id),
  record_id uuid not null references kernel.record (id),
  data jsonb not null,
  content jsonb not null
);

-- A paper that is no longer good: cancelled, replaced by another, or carried out.
create table kernel.document_end (
  id uuid primary key references kernel.document (id),
  record_id uuid not null references kernel.record (id),
  why text not null check (why in ('cancelled', 'replaced', 'executed')),
  reason text not null check (length(reason) between 3 and 2000),
  ended_at timestamptz not null,
  ended_by uuid
);

-- Where the first drawing of a form as PDF lies in the store. Drawn when first read, after the act, from content that the
-- ledger already covers; so this is a place noted, not a fact changed, and is not tracked.
create table kernel.document_print (
  document_id uuid primary key references kernel.document (id),
  address text not null check (address ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  pages integer not null,
  layout_version integer not null,
  at timestamptz not null default clock_timestamp()
);

grant select, insert on kernel.document, kernel.document_content, kernel.document_end, kernel.document_print to mizan_app;
grant select on kernel.document, kernel.document_content, kernel.document_end, kernel.document_print to mizan_reader;
select kernel.track('kernel.document'), kernel.track('kernel.document_content'), kernel.track('kernel.document_end');
select kernel.append_only('kernel.document'), kernel.append_only('kernel.document_end'), kernel.append_only('kernel.document_print');
select kernel.protect('kernel.document'), kernel.protect('kernel.document_content'), kernel.protect('kernel.document_end');

-- What the public learns from a code on a paper: that it exists, from which office and when, and whether it is still good. No name.
create function kernel.check_paper(p_code text) returns table (
  form text, title text, number text, issued_at timestamptz, office_ar text, office_ckb text, office_en text,
  content_digest text, print_digest text, end_why text, ended_at timestamptz
) language sql stable security definer set search_path = '' as $$
  select d.form, d.title, d.number, d.issued_at, o.name_ar, o.name_ckb, o.name_en, d.content_digest, p.address, e.why, e.ended_at
  from kernel.document d join kernel.office o on o.id = d.office_id
    left join kernel.document_print p on p.document_id = d.id left join kernel.document_end e on e.id = d.id
  where d.check_code = p_code
$$;
revoke execute on function kernel.check_paper(text) from public;
grant execute on function kernel.check_paper(text) to mizan_app;
