-- The weight of every pair from its parts, and what names its level.
-- in:  judged (pairs with number_kind, weight_id, name_kind, weight_name, number_speaks), weights(part, kind, bits),
--      village_counts, support(row_no, entry, bits, by_own_number, by_number, by_name)
-- out: row_no, entry, household, person_no, village_fits, standing, the parts of the weight, the kinds
select
    j.row_no, j.entry, j.household, j.standing, j.place_kind = 'village_same' as village_fits,
    case
        when j.id17 is null then j.entry
        else min(j.entry) over (partition by j.row_no, j.id17, j.name_key, j.birth)
    end as person_no,
    -- a relative's number says nothing of the person but through the household
    round(case when h.by_own_number and j.number_kind <> 'same' then 0 else j.weight_id end, 2) as weight_id,
    round(j.weight_name, 2) as weight_name,
    -- what agrees inside the number has been counted; a column of its own that contradicts it still speaks
    round(case
        when j.number_used and j.birth_from_number then 0
        when j.number_speaks then least(coalesce(b.bits, 0), 0)
        else coalesce(b.bits, 0)
    end, 2) as weight_birth,
    round(case
        when j.number_used and j.sex_from_number then 0
        when j.number_speaks then least(coalesce(s.bits, 0), 0)
        else coalesce(s.bits, 0)
    end, 2) as weight_sex,
    round(
        coalesce(p.bits, 0) + coalesce(g.bits, 0)
        + case when j.place_kind = 'village_same' then log2($village_m * $entries / v.people) else 0 end, 2
    ) as weight_place,
    round(coalesce(t.bits, 0), 2) as weight_phone,
    round(coalesce(h.bits, 0) + case when j.gone = 1 then $gone else 0 end, 2) as weight_household,
    j.number_kind, j.name_kind, j.birth_kind, j.place_kind, j.phone_kind,
    coalesce(h.by_number, false) as by_number, coalesce(h.by_name, false) as by_name
from judged as j
left join weights as b on b.part = 'birth' and b.kind = j.birth_kind
left join weights as s on s.part = 'sex' and s.kind = j.sex_kind
left join weights as p on p.part = 'place' and p.kind = j.place_kind
left join weights as g on g.part = 'place' and g.kind = j.group_kind
left join weights as t on t.part = 'phone' and t.kind = j.phone_kind
left join village_counts as v on v.village = j.village
left join support as h on h.row_no = j.row_no and h.entry = j.entry
