-- Households that a row points at through somebody else in them: each with the entry that gave the hint.
-- in:  rest, registry, number_hits
-- out: row_no, household, source (entry), by (own_number, guardian_number, guardian_name, householder_name, phone)
select h.row_no, r.household, h.entry as source, 'own_number' as by_what
from number_hits as h
join rest as l on l.row_no = h.row_no
join registry as r on r.entry = h.entry
where not h.same_name
union all
select l.row_no, r.household, r.entry, 'guardian_number'
from rest as l join registry as r on r.id17 = l.guardian_id17
union all
select l.row_no, r.household, r.entry, 'guardian_name'
from rest as l join registry as r on r.name_key = l.guardian_key and r.village = l.village
union all
select l.row_no, r.household, r.entry, 'householder_name'
from rest as l join registry as r on r.name_key = l.householder_key and r.village = l.village
union all
select l.row_no, r.household, r.entry, 'phone'
from rest as l join registry as r on r.phone = l.phone
