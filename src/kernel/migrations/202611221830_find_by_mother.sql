-- Who is looked for by the mother: own name, mother and year of birth find a person whose father was written otherwise.
alter table kernel.person_name add column mother_key text;
create index person_name_by_mother on kernel.person_name (mother_key, line_1, birth_year) where mother_key is not null;

create function kernel.find_by_mother(p_mother text[], p_given text[], p_from integer, p_to integer, p_most integer) returns table (person_id uuid)
  language plpgsql stable security definer set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
begin
  if not kernel.signed_in() then return; end if;
  return query select distinct n.person_id from kernel.person_name n
    where n.mother_key = any (p_mother) and n.line_1 = any (p_given) and (p_from is null or n.birth_year between p_from and p_to) limit p_most;
end $$;
revoke execute on function kernel.find_by_mother from public;
grant execute on function kernel.find_by_mother to mizan_app;

-- A telephone is no paper, but it is a number that finds a person.
alter table kernel.person_document drop constraint person_document_kind_check;
alter table kernel.person_document add constraint person_document_kind_check
  check (kind in ('national-card', 'civil-status', 'nationality-certificate', 'passport', 'residence-card', 'ration-card', 'voter-card', 'refugee-paper', 'telephone', 'other'));
