-- What others in the candidate's household say for it: never the candidate itself,
-- except that who is named as householder may be the person.
-- in:  pairs(row_no, entry, household, birth, sex), related(row_no, household, source, by_what), list_rows(row_no, kin),
--      registry, weights
-- out: row_no, entry, bits, by_own_number, by_number, by_name, by_phone, kin_unfit (no such relative of who is named)
with hints as (
    select
        p.row_no, p.entry, e.by_what,
        max(case
            when e.by_what in ('guardian_number', 'guardian_name')
                then case when p.birth // 10000 - s.birth // 10000 < 12 then 'kin_unfit' else 'unknown' end
            when e.by_what <> 'relative_name' then 'unknown'
            when l.kin = 1 then case
                when abs(p.birth // 10000 - s.birth // 10000) <= 20 and p.sex <> s.sex then 'kin_fits' else 'kin_unfit' end
            when l.kin in (2, 3, 4) then case
                when p.birth // 10000 - s.birth // 10000 between 14 and 60 and (l.kin = 4 or p.sex = l.kin - 1)
                then 'kin_fits' else 'kin_unfit' end
            when l.kin in (5, 6, 7) then case
                when s.birth // 10000 - p.birth // 10000 between 14 and 60 and (l.kin = 7 or p.sex = l.kin - 4)
                then 'kin_fits' else 'kin_unfit' end
            when l.kin = 8 then case
                when p.birth // 10000 - s.birth // 10000 between 30 and 100 then 'kin_fits' else 'kin_unfit' end
            when l.kin = 9 then case
                when p.birth // 10000 - s.birth // 10000 between 5 and 55 and p.sex = 2 then 'kin_fits' else 'kin_unfit' end
            else case when abs(p.birth // 10000 - s.birth // 10000) <= 25 then 'kin_fits' else 'kin_unfit' end
        end) as kin_kind
    from pairs as p
    join related as e on e.row_no = p.row_no and e.household = p.household 
        and (e.source <> p.entry or e.by_what in ('householder_name', 'householder_number'))
    join list_rows as l on l.row_no = p.row_no
    join registry as s on s.entry = e.source
    where e.by_what <> 'phone' or p.phone_kind <> 'same'
    group by p.row_no, p.entry, e.by_what
)
select
    h.row_no, h.entry, sum(w.bits + coalesce(k.bits, 0)) as bits,
    max(case when h.by_what = 'own_number' then 1 else 0 end) = 1 as by_own_number,
    max(case when h.by_what in ('own_number', 'guardian_number', 'householder_number') then 1 else 0 end) = 1 as by_number,
    max(case when h.by_what in ('guardian_name', 'householder_name', 'relative_name') then 1 else 0 end) = 1 as by_name,
    max(case when h.by_what = 'phone' then 1 else 0 end) = 1 as by_phone,
    max(case when h.by_what = 'relative_name' and h.kin_kind = 'kin_unfit' then 1 else 0 end) = 1 as kin_unfit
from hints as h
join weights as w on w.part = 'household' and w.kind = h.by_what
left join weights as k on k.part = 'household' and k.kind = h.kin_kind
group by h.row_no, h.entry
