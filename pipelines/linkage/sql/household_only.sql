-- One more candidate for each household a row points at: a member of it who is not in the registry.
-- in:  related(row_no, household, source, by_what), registry, list_rows(row_no, name_key, village), weights
-- out: row_no, source (an entry of the household), household, named (a guardian or relative of the household is named,
--      or its telephone with its village and a surname of it),
--      weight_name, weight_place, weight_household
with hints as (
    select distinct row_no, household, by_what from related
),
bits as (
    select
        h.row_no, h.household, sum(w.bits) as bits,
        max(case when h.by_what in ('own_number', 'phone') then 0 else 1 end) as named,
        max(case when h.by_what = 'phone' then 1 else 0 end) as by_phone
    from hints as h join weights as w on w.part = 'household' and w.kind = h.by_what
    group by h.row_no, h.household
),
members as (
    select
        b.row_no, b.household, b.bits, b.named, b.by_phone, min(r.entry) as source,
        max(case when r.name_key // 35184372088832 = l.name_key // 35184372088832 then 1 else 0 end) as surname_fits,
        max(case when r.village = l.village then 1 else 0 end) as village_fits,
        max(case when l.village is not null and r.village is not null then 1 else 0 end) as villages_known,
        max(case when l.name_key is not null then 1 else 0 end) as name_known,
        min(v.people) as people
    from bits as b
    join registry as r on r.household = b.household
    join list_rows as l on l.row_no = b.row_no
    left join village_counts as v on v.village = r.village
    group by b.row_no, b.household, b.bits, b.named, b.by_phone
)
select
    m.row_no, m.household, m.source, m.village_fits = 1 as village_fits,
    m.named = 1 or (m.by_phone = 1 and m.village_fits = 1 and m.surname_fits = 1) as named,
    round(case when m.name_known = 0 then 0.0 when m.surname_fits = 1 then s.bits else n.bits end, 2) as weight_name,
    round(case
        when m.village_fits = 1 then log2($village_m * $entries / m.people)
        when m.villages_known = 1 then p.bits else 0
    end, 2) as weight_place,
    round(m.bits + $unregistered, 2) as weight_household
from members as m
join weights as s on s.part = 'household' and s.kind = 'surname_fits'
join weights as n on n.part = 'household' and n.kind = 'surname_other'
join weights as p on p.part = 'place' and p.kind = 'other'
