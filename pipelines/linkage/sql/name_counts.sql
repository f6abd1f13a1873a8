-- How common each name on the rows is in the registry.
-- in:  list_names(name_key), registry(name_key)
-- out: name_key, entries
select r.name_key, count(*) as entries
from registry as r
join list_names as l on l.name_key = r.name_key
group by r.name_key
