-- How common each county on the rows' numbers is among the registered numbers.
-- in:  list_counties(county), registry(id17)
-- out: county, share
select r.id17 // 100000000000 as county, cast(count(*) as double) / $entries as share
from registry as r
join list_counties as l on l.county = r.id17 // 100000000000
group by r.id17 // 100000000000
