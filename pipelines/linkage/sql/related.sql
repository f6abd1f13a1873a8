-- Households that a row points at through somebody else in them: each with the entry that gave the hint.
-- in:  rest, registry, number_hits(row_no, entry, same_name), name_counts
-- out: row_no, household, source (its entry), by_what (own_number, guardian_number, householder_number, guardian_name, householder_name,
--      relative_name, phone)
select h.row_no, r.household, h.entry as source, 'own_number' as by_what
from number_hits as h
join rest as l on l.row_no = h.row_no
join registry as r on r.entry = h.entry
where not h.same_name
    -- a birth date of the row's own that agrees with the number says that the number is the row's own, too
    and (l.birth_from_number or coalesce(l.birth <> r.birth, true))
union all
select l.row_no, r.household, r.entry, 'guardian_number'
from rest as l join registry as r on r.id17 = l.guardian_id17
union all
select l.row_no, r.household, r.entry, 'householder_number'
from rest as l join registry as r on r.id17 = l.householder_id17
where l.householder_id17 <> coalesce(l.id17, 0)
union all
select l.row_no, r.household, r.entry, 'guardian_name'
from rest as l join registry as r on r.name_key = l.guardian_key and r.village = l.village
union all
select l.row_no, r.household, r.entry, 'householder_name'
from rest as l join registry as r on r.name_key = l.householder_key and r.village = l.village
where l.householder_key <> coalesce(l.name_key, 0)
union all
select l.row_no, r.household, r.entry, 'relative_name'
from rest as l join registry as r on r.name_key = l.relative_key and r.village = l.village
union all
select l.row_no, r.household, r.entry, 'relative_name'
from rest as l
join name_counts as n on n.name_key = l.relative_key and n.entries <= $rare_name
join registry as r on r.name_key = l.relative_key
where l.village is null or r.village <> l.village
union all
-- "the son of …" beside a number that may be his or a relative's
select l.row_no, k.household, k.entry, 'relative_name'
from number_hits as h
join rest as l on l.row_no = h.row_no
join registry as r on r.entry = h.entry
join registry as k on k.household = r.household and k.name_key = l.relative_key
union all
select l.row_no, r.household, r.entry, 'phone'
from rest as l join registry as r on r.phone = l.phone
