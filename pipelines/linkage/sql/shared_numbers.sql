-- Rows whose number stands in the registry on people of different names or births: whose it is nobody can say.
-- in:  number_hits(row_no, entry), registry(entry, name_key, birth)
-- out: row_no
select h.row_no
from number_hits as h
join registry as r on r.entry = h.entry
group by h.row_no
having min(coalesce(r.name_key, 0)) <> max(coalesce(r.name_key, 0)) or min(coalesce(r.birth, 0)) <> max(coalesce(r.birth, 0))
