-- Whoever is written otherwise than asked: three parts of the name, in order, each as a coarse code (src/kernel/people/names/codes.ts).
alter table kernel.person_name add column triples integer[] not null default '{}', add column pair integer;
create index person_name_by_three on kernel.person_name using gin (triples) with (fastupdate = off);
create index person_name_by_pair on kernel.person_name (pair, birth_year) where pair is not null;

create function kernel.parts_said(n kernel.person_name, p_readings text[]) returns integer language sql stable
  return coalesce(n.line_1 = any (p_readings), false)::integer + coalesce(n.line_2 = any (p_readings), false)::integer + coalesce(n.line_3 = any (p_readings), false)::integer
    + coalesce(n.line_4 = any (p_readings), false)::integer + coalesce(n.family_key = any (p_readings), false)::integer;

-- Of those that share three parts, or two and the year of birth, the ones first that sound most alike. Of the commonest names only so many are looked at.
create function kernel.find_by_three(p_triples integer[], p_pairs integer[], p_readings text[], p_from integer, p_to integer, p_most integer) returns table (person_id uuid)
  language plpgsql stable security definer set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  so_many integer;
begin
  if not kernel.signed_in() then return; end if;
  if p_from is not null then
    return query select f.person_id from (select n.person_id, kernel.parts_said(n, p_readings) as said from kernel.person_name n where n.pair = any (p_pairs) and n.birth_year between p_from and p_to limit 800) f
      order by f.said desc, f.person_id limit p_most;
    get diagnostics so_many = row_count;
    if so_many = p_most then return; end if;
  end if;
  if cardinality(p_triples) > 0 then
    return query select f.person_id from (select n.person_id, kernel.parts_said(n, p_readings) as said from kernel.person_name n where n.triples && p_triples limit 800) f
      order by f.said desc, f.person_id limit p_most;
  end if;
end $$;
revoke execute on function kernel.find_by_three from public;
grant execute on function kernel.find_by_three to mizan_app;

-- The same few reads over and over, under row-level security of whoever reads: in functions their plans, which take longer than the reading, are kept.
create function kernel.persons_of(p_ids uuid[]) returns setof kernel.person language plpgsql stable as $$
begin
  return query select p.* from kernel.person p where p.id = any (p_ids);
end $$;
create function kernel.person_names_of(p_ids uuid[]) returns setof kernel.person_name language plpgsql stable as $$
begin
  return query select n.* from kernel.person_name n where n.person_id = any (p_ids) order by n.is_primary desc, n.id;
end $$;
