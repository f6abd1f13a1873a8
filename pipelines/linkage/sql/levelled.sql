-- The weight of every pair from its parts, and its named level: the first that holds, in the order of model.codes.MatchLevel.
-- in:  pairs, judged(row_no, entry, number_kind, weight_id, number_speaks, number_used, name_kind, name_class, weight_name),
--      weights(part, kind, bits), village_counts, clans(village, surname, bits), support(row_no, entry, bits, by_own_number, by_number, by_name, by_phone, kin_unfit),
--      list_rows(row_no, number_was_old), shared_numbers(row_no), household_only
-- out: row_no, entry, household, person_no (entries of one person share it), village_fits, standing, person_unknown,
--      sayable (such a link may be made without asking), the parts of the weight, weight, level
with doubles as (
    select p.row_no, p.id17, p.name_key, p.birth, min(p.entry) as first_entry
    from pairs as p
    where p.id17 is not null
    group by p.row_no, p.id17, p.name_key, p.birth
    having count(*) > 1
),
scored as (
    select
        p.row_no, p.entry, p.household, p.standing, p.place_kind = 'village_same' as village_fits,
        coalesce(o.first_entry, p.entry) as person_no,
        -- a relative's number says nothing of the person but through the household
        round(case when h.by_own_number and j.number_kind <> 'same' then 0 else j.weight_id end, 2) as weight_id,
        round(j.weight_name - case
            when p.place_kind = 'village_same' and p.row_name_key // 35184372088832 = p.name_key // 35184372088832
            then coalesce(c.bits, 0) else 0 end, 2) as weight_name,
        -- what agrees inside the number has been counted; a column of its own that contradicts it still speaks
        case
            when j.number_used and p.birth_from_number then 0
            when j.number_speaks then least(coalesce(b.bits, 0), 0)
            else coalesce(b.bits, 0)
        end as weight_birth,
        case
            when j.number_used and p.sex_from_number then 0
            when j.number_speaks then least(coalesce(s.bits, 0), 0)
            else coalesce(s.bits, 0)
        end as weight_sex,
        coalesce(l.bits, 0) + coalesce(g.bits, 0)
            + case when p.place_kind = 'village_same' then round(log2($village_m * $entries / v.people), 2) else 0 end
            as weight_place,
        coalesce(t.bits, 0) as weight_phone,
        coalesce(h.bits, 0) + coalesce(m.bits, 0) + case when p.gone = 1 then $gone else 0 end as weight_household,
        j.number_kind, j.name_class, p.birth_kind, p.phone_kind,
        coalesce(h.by_number, false) as by_number, coalesce(h.by_name, false) as by_name,
        p.phone_kind = 'same' or coalesce(h.by_phone, false) as by_phone,
        coalesce(h.kin_unfit, false) as kin_unfit
    from pairs as p
    join judged as j on j.row_no = p.row_no and j.entry = p.entry
    left join weights as b on b.part = 'birth' and b.kind = p.birth_kind
    left join weights as s on s.part = 'sex' and s.kind = p.sex_kind
    left join weights as l on l.part = 'place' and l.kind = p.place_kind
    left join weights as g on g.part = 'place' and g.kind = p.group_kind
    left join weights as t on t.part = 'phone' and t.kind = p.phone_kind
    left join weights as m on m.part = 'household' and m.kind = p.standing_kind
    left join village_counts as v on v.village = p.village
    left join clans as c on c.village = p.village and c.surname = p.name_key // 35184372088832
    left join support as h on h.row_no = p.row_no and h.entry = p.entry
    left join doubles as o
        on o.row_no = p.row_no and o.id17 = p.id17 and o.name_key = p.name_key and o.birth = p.birth
)
select
    s.row_no, s.entry, s.household, s.person_no, s.village_fits, s.standing,
    false as person_unknown,
    -- "somebody's daughter" under her mother's number is not the mother: ask
    d.row_no is null and not (s.kin_unfit and s.name_class = 'unknown') as sayable,
    s.weight_id, s.weight_name, s.weight_birth, s.weight_sex, s.weight_place, s.weight_phone, s.weight_household,
    round(
        s.weight_id + s.weight_name + s.weight_birth + s.weight_sex + s.weight_place + s.weight_phone
        + s.weight_household, 2
    ) as weight,
    case
        when s.number_kind = 'same' and s.name_class = 'same' and r.number_was_old then 'old_id_same_name'
        when s.number_kind in ('same', 'check_differs') and s.name_class = 'same' then 'same_id_same_name'
        when s.number_kind in ('same', 'check_differs') and s.name_class = 'variant' then 'same_id_name_variant'
        when s.number_kind in ('same', 'check_differs') and s.name_class = 'unknown' then 'same_id_no_name'
        when s.number_kind in ('same', 'check_differs') then 'same_id_other_name'
        when s.number_kind = 'hidden_agrees' and s.name_class = 'same' then 'partial_id_same_name'
        when s.number_kind in ('one_damage', 'two_damages', 'hidden_near') and s.name_class = 'same'
            then 'damaged_id_same_name'
        when s.number_kind in ('hidden_agrees', 'one_damage', 'hidden_near', 'two_damages') and s.name_class = 'variant'
            then 'damaged_id_name_variant'
        when s.by_number and s.name_class in ('same', 'variant') then 'relative_id_name_in_household'
        when s.name_class = 'same' and s.birth_kind = 'same' and s.village_fits then 'name_birth_village'
        when s.name_class = 'same' and s.birth_kind = 'same' then 'name_birth'
        when s.name_class = 'same' and s.by_phone then 'name_phone'
        when s.name_class in ('same', 'variant') and s.by_name then 'name_relative'
        when s.name_class = 'unknown' and s.by_name
            and (s.birth_kind = 'same' or s.number_kind in ('hidden_agrees', 'one_damage')) then 'name_relative'
        when s.name_class = 'same' and s.village_fits then 'name_village'
        when s.name_class = 'variant' and s.birth_kind = 'same' then 'name_variant_birth'
        when s.name_class = 'variant' and s.village_fits then 'name_variant_village'
        else 'weak'
    end as level
from scored as s
join list_rows as r on r.row_no = s.row_no
left join shared_numbers as d on d.row_no = s.row_no
union all
select
    row_no, source, household, -1 - source, village_fits, 3, true, named,
    0, weight_name, 0, 0, weight_place, 0, weight_household,
    round(weight_name + weight_place + weight_household, 2), 'household_only'
from household_only
