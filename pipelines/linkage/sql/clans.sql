-- How much commoner a surname is in a village than in the registry, in bits: a village of one clan says the surname by itself.
-- in:  village_surnames(village, surname, people)
-- out: village, surname, bits
with villages as (
    select village, sum(people) as people from village_surnames group by village
),
surnames as (
    select surname, sum(people) as people from village_surnames group by surname
),
everybody as (
    select sum(people) as people from village_surnames
)
select
    c.village, c.surname,
    round(
        log2((c.people + $village_weight * s.people / e.people) / (v.people + $village_weight))
        - log2(cast(s.people as double) / e.people), 2
    ) as bits
from village_surnames as c
join villages as v on v.village = c.village
join surnames as s on s.surname = c.surname
cross join everybody as e
