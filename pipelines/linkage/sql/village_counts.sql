-- How many people each village has.
-- in:  registry(village)
-- out: village, people
select village, count(*) as people
from registry
where village is not null
group by village
