-- Persons, their names in each script, their papers, who is not who, and merging that can be undone.
create function kernel.signed_in() returns boolean language sql stable
  return coalesce(current_setting('mizan.scope', true), '') <> '';

create table kernel.person (
  id uuid primary key,
  sex text check (sex in ('male', 'female')),
  birth_date date,
  birth_precision text not null default 'unknown' check (birth_precision in ('day', 'month', 'year', 'estimated', 'unknown')),
  nationality text check (nationality ~ '^[A-Z]{3}$'),          -- ICAO 9303; null: not known, XXA: stateless
  national_number text unique,                                  -- twelve digits; no checksum is published
  identity_state text not null check (identity_state in ('established', 'being-established')),
  photo_document_id uuid,
  merged_into uuid references kernel.person (id),
  deceased_on date,
  sealed boolean not null default false,
  version integer not null default 1 check (version > 0),
  created_at timestamptz not null,
  constraint national_number_is_twelve_digits check (national_number ~ '^[0-9]{12}$'),
  constraint birth_is_as_precise_as_it_says check ((birth_precision = 'unknown') = (birth_date is null)),
  constraint nobody_is_merged_into_themselves check (merged_into <> id)
);
create index person_by_merge on kernel.person (merged_into) where merged_into is not null;

-- What was written, and beside it the folded readings that it is found by (src/kernel/people/fold.ts).
create table kernel.person_name (
  id uuid primary key,
  person_id uuid not null references kernel.person (id),
  script text not null check (script in ('ar', 'ckb', 'latn')),
  given text not null,
  father text,
  grandfather text,
  great_grandfather text,
  family text,
  mother text,
  known_as text,
  display text not null,
  is_primary boolean not null default false,
  replaced_at timestamptz,                                      -- a name once borne stays findable
  line_1 text not null,
  line_2 text,
  line_3 text,
  line_4 text,
  family_key text,
  keys text[] not null,
  birth_year integer,
  constraint name_parts_are_short check (greatest(length(given), length(father), length(grandfather), length(great_grandfather), length(family), length(mother), length(known_as)) <= 80)
);
create index person_name_by_person on kernel.person_name (person_id);
create unique index person_name_one_primary on kernel.person_name (person_id) where is_primary;
create index person_name_by_line on kernel.person_name (line_1, line_2, line_3, line_4);
create index person_name_by_birth on kernel.person_name (line_1, line_2, birth_year);
create index person_name_by_grandfather on kernel.person_name (line_1, line_3);
create index person_name_by_family on kernel.person_name (family_key, line_1, line_2);
create index person_name_by_any on kernel.person_name using gin (keys) with (fastupdate = off);

create table kernel.person_document (
  id uuid primary key,
  person_id uuid not null references kernel.person (id),
  kind text not null check (kind in ('national-card', 'civil-status', 'nationality-certificate', 'passport', 'residence-card', 'ration-card', 'voter-card', 'refugee-paper', 'other')),
  number text not null check (length(number) between 1 and 60),
  number_key text not null,                                     -- letters and digits only, upper case
  issuer text check (length(issuer) <= 200),
  issued_on date,
  expires_on date,
  recorded_at timestamptz not null
);
create index person_document_by_person on kernel.person_document (person_id);
create index person_document_by_number on kernel.person_document (number_key);

-- What was once recorded and was corrected: the earlier value stays readable.
create table kernel.person_correction (
  id uuid primary key,
  person_id uuid not null references kernel.person (id),
  field text not null,
  was text,
  became text,
  reason text not null check (length(reason) >= 3),
  at timestamptz not null,
  by_account uuid
);
create index person_correction_by_person on kernel.person_correction (person_id, at);

-- Travels with the person: whom they were mistaken for, so that it is not done twice.
create table kernel.not_this_person (
  id uuid primary key,
  person_id uuid not null references kernel.person (id),
  warrant_id uuid,
  other_person_id uuid references kernel.person (id),
  other_facts text check (length(other_facts) <= 1000),
  note text not null check (length(note) between 3 and 1000),
  at timestamptz not null,
  by_account uuid,
  by_name text not null,
  by_office uuid,
  constraint says_who_they_are_not check (warrant_id is not null or other_person_id is not null or length(other_facts) >= 3)
);
create index not_this_person_by_person on kernel.not_this_person (person_id, at);

create table kernel.person_merge (
  id uuid primary key,
  keep_id uuid not null references kernel.person (id),
  drop_id uuid not null references kernel.person (id),
  state text not null check (state in ('proposed', 'approved', 'refused', 'undone')),
  reason text not null check (length(reason) >= 3),
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  decision_reason text,
  undone_at timestamptz,
  undone_by uuid,
  undo_reason text,
  constraint two_persons check (keep_id <> drop_id),
  constraint two_different_people_decide check (decided_by <> proposed_by),
  constraint whoever_approved_does_not_undo check (undone_by <> decided_by),
  constraint decided_whole check ((state = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  constraint undone_whole check ((state = 'undone') = (undone_at is not null and undone_by is not null and length(undo_reason) >= 3))
);
create unique index person_merge_one_open on kernel.person_merge (least(keep_id, drop_id), greatest(keep_id, drop_id)) where state = 'proposed';
create unique index person_merge_one_standing on kernel.person_merge (drop_id) where state = 'approved';
create index person_merge_by_keep on kernel.person_merge (keep_id);
create index person_merge_by_drop on kernel.person_merge (drop_id);

-- Found by name. Only ids come out, and row-level security is applied when they are read: the security barrier would
-- else keep the indexes on arrays from being used. Each token's readings come as one text with spaces between.
create function kernel.find_by_line(p_line text[], p_family text, p_from integer, p_to integer, p_most integer)
  returns table (person_id uuid, place smallint) language plpgsql stable security definer
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  a text[] := string_to_array(p_line[1], ' ');
  b text[] := string_to_array(p_line[2], ' ');
  c text[] := string_to_array(p_line[3], ' ');
  d text[] := string_to_array(p_line[4], ' ');
  f text[] := string_to_array(p_family, ' ');
begin
  if not kernel.signed_in() then return; end if;
  if a is null then
    return query select n.person_id, 1::smallint from kernel.person_name n where n.family_key = any (f) limit p_most;
    return;
  end if;
  if b is null and f is null then
    return query select n.person_id, 1::smallint from kernel.person_name n where n.line_1 = any (a) limit p_most;
    return;
  end if;
  if p_from is not null and b is not null then
    return query select n.person_id, 0::smallint from kernel.person_name n
      where n.line_1 = any (a) and n.line_2 = any (b) and n.birth_year between p_from and p_to
        and (c is null or n.line_3 = any (c) or n.line_3 is null) limit p_most;
  end if;
  if d is not null then
    return query select n.person_id, 1::smallint from kernel.person_name n where n.line_1 = any (a) and n.line_2 = any (b) and n.line_3 = any (c) and n.line_4 = any (d) limit p_most;
  end if;
  if f is not null and b is not null then
    return query select n.person_id, 1::smallint from kernel.person_name n where n.family_key = any (f) and n.line_1 = any (a) and n.line_2 = any (b) limit p_most;
  end if;
  if c is not null then
    return query select n.person_id, 2::smallint from kernel.person_name n where n.line_1 = any (a) and n.line_2 = any (b) and n.line_3 = any (c) limit p_most;
    return query select n.person_id, 4::smallint from kernel.person_name n where n.line_1 = any (a) and n.line_2 = any (b) and n.line_3 is null limit p_most / 2;
  end if;
  if f is not null then
    return query select n.person_id, 3::smallint from kernel.person_name n where n.family_key = any (f) and n.line_1 = any (a) limit p_most / 2;
  end if;
  if b is not null and c is null then
    return query select n.person_id, 2::smallint from kernel.person_name n where n.line_1 = any (a) and n.line_2 = any (b) limit p_most;
    return query select n.person_id, 5::smallint from kernel.person_name n where n.line_1 = any (a) and n.line_3 = any (b) limit p_most / 4;
  end if;
end $$;

-- All of these names in any order and place.
create function kernel.find_by_any(p_tokens text[], p_most integer) returns table (person_id uuid) language plpgsql stable security definer
  set search_path = '' set enable_seqscan = off as $$
declare
  conditions text;
begin
  if not kernel.signed_in() or cardinality(p_tokens) = 0 then return; end if;
  select string_agg(format('n.keys && %L::text[]', string_to_array(t, ' ')), ' and ') into conditions from unnest(p_tokens) t;
  return query execute format('select n.person_id from kernel.person_name n where %s limit %s', conditions, p_most);
end $$;
revoke execute on function kernel.find_by_line, kernel.find_by_any from public;
grant execute on function kernel.find_by_line, kernel.find_by_any to mizan_app;

select kernel.track('kernel.person'), kernel.track('kernel.person_name'), kernel.track('kernel.person_document'),
       kernel.track('kernel.person_correction'), kernel.track('kernel.not_this_person'), kernel.track('kernel.person_merge');
select kernel.append_only('kernel.person_correction'), kernel.append_only('kernel.not_this_person'), kernel.append_only('kernel.person_document');

grant select on kernel.person, kernel.person_name, kernel.person_document, kernel.person_correction, kernel.not_this_person, kernel.person_merge to mizan_app, mizan_reader;
grant insert on kernel.person, kernel.person_name, kernel.person_document, kernel.person_correction, kernel.not_this_person, kernel.person_merge to mizan_app;
grant update on kernel.person, kernel.person_merge to mizan_app;
grant update (is_primary, replaced_at, birth_year) on kernel.person_name to mizan_app;

-- Every signed-in post may see a person whose role may search them (the policy asks); one who is sealed only whoever has a record of theirs.
alter table kernel.person enable row level security;
create policy by_seal on kernel.person for all to mizan_app, mizan_reader
  using ((select kernel.signed_in()) and (not sealed or exists (select from kernel.record_person rp where rp.person_id = person.id)))
  with check ((select kernel.in_act()));

create function kernel.follow_person(table_name regclass, person_column text default 'person_id') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('create policy by_person on %s for all to mizan_app, mizan_reader using (exists (select from kernel.person p where p.id = %I)) with check ((select kernel.in_act()))', table_name, person_column);
end $$;
select kernel.follow_person('kernel.person_name'), kernel.follow_person('kernel.person_document'), kernel.follow_person('kernel.person_correction'),
       kernel.follow_person('kernel.not_this_person'), kernel.follow_person('kernel.person_merge', 'drop_id');
