-- The named level of every pair: the first that holds, in the order of model.codes.MatchLevel.
-- in:  scored, list_rows(row_no, number_was_old), name_classes(name_kind, name_class: same, variant, unknown or other)
--      shared_numbers(row_no), household_only
-- out: the lines of scored with weight and level; sayable: such a link may be made without asking
select
    s.row_no, s.entry, s.household, s.person_no, s.village_fits, s.standing, false as person_unknown, d.row_no is null as sayable,
    s.weight_id, s.weight_name, s.weight_birth, s.weight_sex, s.weight_place, s.weight_phone, s.weight_household,
    s.weight_id + s.weight_name + s.weight_birth + s.weight_sex + s.weight_place + s.weight_phone + s.weight_household
        as weight,
    case
        when s.number_kind = 'same' and c.name_class = 'same' and l.number_was_old then 'old_id_same_name'
        when s.number_kind in ('same', 'check_differs') and c.name_class = 'same' then 'same_id_same_name'
        when s.number_kind in ('same', 'check_differs') and c.name_class = 'variant' then 'same_id_name_variant'
        when s.number_kind in ('same', 'check_differs') and c.name_class = 'unknown' then 'same_id_no_name'
        when s.number_kind in ('same', 'check_differs') then 'same_id_other_name'
        when s.number_kind = 'hidden_agrees' and c.name_class = 'same' then 'partial_id_same_name'
        when s.number_kind = 'one_damage' and c.name_class = 'same' then 'damaged_id_same_name'
        when s.number_kind in ('hidden_agrees', 'one_damage') and c.name_class = 'variant' then 'damaged_id_name_variant'
        when s.by_number and c.name_class in ('same', 'variant') then 'relative_id_name_in_household'
        when c.name_class = 'same' and s.birth_kind = 'same' and s.village_fits then 'name_birth_village'
        when c.name_class = 'same' and s.birth_kind = 'same' then 'name_birth'
        when c.name_class = 'same' and s.phone_kind = 'same' then 'name_phone'
        when c.name_class in ('same', 'variant') and s.by_name then 'name_relative'
        when c.name_class = 'unknown' and s.by_name
            and (s.birth_kind = 'same' or s.number_kind in ('hidden_agrees', 'one_damage')) then 'name_relative'
        when c.name_class = 'same' and s.village_fits then 'name_village'
        when c.name_class = 'variant' and s.birth_kind = 'same' then 'name_variant_birth'
        when c.name_class = 'variant' and s.village_fits then 'name_variant_village'
        else 'weak'
    end as level
from scored as s
join list_rows as l on l.row_no = s.row_no
join name_classes as c on c.name_kind = s.name_kind
left join shared_numbers as d on d.row_no = s.row_no
union all
select
    row_no, source, household, -1 - source, village_fits, 3, true, named,
    0, weight_name, 0, 0, weight_place, 0, weight_household,
    weight_name + weight_place + weight_household, 'household_only'
from household_only
