-- How many people of each surname each village has.
-- in:  registry(village, name_key)
-- out: village, surname (a character code), people
select village, name_key // 35184372088832 as surname, count(*) as people
from registry
where village is not null and name_key < 1152921504606846976
group by village, name_key // 35184372088832
