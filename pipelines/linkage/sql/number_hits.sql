-- Rows whose whole number stands in the registry, each with every entry that bears it.
-- in:  list_rows(row_no, id17, name_key), registry(entry, id17, name_key)
-- out: row_no, entry, same_name
select l.row_no, r.entry, coalesce(l.name_key = r.name_key, false) as same_name
from list_rows as l
join registry as r on r.id17 = l.id17
