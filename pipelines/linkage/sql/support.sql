-- What others in the candidate's household say for it: never the candidate itself.
-- in:  pairs(row_no, entry, household), related(row_no, household, source, by_what), weights
-- out: row_no, entry, bits, by_number, by_name
with hints as (
    select distinct p.row_no, p.entry, e.by_what
    from pairs as p
    join related as e on e.row_no = p.row_no and e.household = p.household and e.source <> p.entry
)
select
    h.row_no, h.entry, sum(w.bits) as bits,
    max(case when h.by_what in ('own_number', 'guardian_number') then 1 else 0 end) = 1 as by_number,
    max(case when h.by_what in ('guardian_name', 'householder_name') then 1 else 0 end) = 1 as by_name
from hints as h
join weights as w on w.part = 'household' and w.kind = h.by_what
group by h.row_no, h.entry
