-- Each pair with the probability of its person, over all the row's candidates and nobody. Sums are of integers, so that
-- their order cannot matter.
-- in:  levelled(row_no, entry, person_no, weight, …)
-- out: the lines of levelled not hopelessly behind, with person_weight and probability
with persons as (
    select row_no, person_no, max(weight) as person_weight
    from levelled
    group by row_no, person_no
),
bests as (
    select row_no, max(person_weight) as best
    from persons
    group by row_no
),
totals as (
    select p.row_no, b.best, cast(sum(cast(round(pow(2, p.person_weight - b.best) * 1000000000) as bigint)) as double) as total
    from persons as p
    join bests as b on b.row_no = p.row_no
    group by p.row_no, b.best
),
likely as (
    select
        p.row_no, p.person_no, p.person_weight,
        round(pow(2, p.person_weight - t.best) * 1000000000
            / (t.total + pow(2, $nobody - t.best) * 1000000000), 6) as probability,
        rank() over (partition by p.row_no order by p.person_weight desc) as place
    from persons as p
    join totals as t on t.row_no = p.row_no
    where p.person_weight > t.best - $hopeless
)
select l.*, k.person_weight, k.probability
from likely as k
join levelled as l on l.row_no = k.row_no and l.person_no = k.person_no
where k.place <= $kept
