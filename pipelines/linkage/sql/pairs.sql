-- Every row beside each of its candidates, with what a plain comparison of integers tells.
-- in:  candidates(row_no, entry), list_rows, registry
-- out: row_no, entry, household, the keys to compare closer, and birth_kind, sex_kind, place_kind, group_kind, standing_kind, phone_kind
select
    c.row_no, c.entry, r.household, r.standing, r.gone, r.village, r.birth, r.sex,
    l.birth_from_number, l.sex_from_number, l.called, l.called_by,
    l.name_key as row_name_key, r.name_key, l.name_key = r.name_key as same_name,
    l.has_number and r.id17 is not null as numbers_known,
    coalesce(l.id17 = r.id17 and l.check_code = r.check_code, false) as same_number, r.id17, r.check_code,
    l.number_valid and r.id17 is null as number_lacking, l.relative_key = r.name_key as is_relative,
    case
        when l.birth is null or r.birth is null then 'unknown'
        when l.birth = r.birth and l.birth % 100 > 0 then 'same'
        when l.birth // 10000 = r.birth // 10000 and (l.birth % 10000 = 0 or r.birth % 10000 = 0) then 'year_same'
        when l.birth // 100 = r.birth // 100 and (l.birth % 100 = 0 or r.birth % 100 = 0) then 'month_same'
        when l.birth % 10000 = 0 or r.birth % 10000 = 0 or l.birth % 100 = 0 or r.birth % 100 = 0 then 'other'
        when l.birth // 10000 = r.birth // 10000 and l.birth // 100 % 100 = r.birth % 100
            and l.birth % 100 = r.birth // 100 % 100 then 'swapped'
        when abs((l.birth // 10000 - r.birth // 10000) * 372 + (l.birth // 100 % 100 - r.birth // 100 % 100) * 31
            + l.birth % 100 - r.birth % 100) <= 62 then 'near'
        when (l.birth // 10000 = r.birth // 10000 and (l.birth % 100 = r.birth % 100
            or l.birth // 100 = r.birth // 100)) then 'one_digit'
        when l.birth % 10000 = r.birth % 10000 then 'day_same'
        when l.birth // 10000 = r.birth // 10000 then 'same_year'
        else 'other'
    end as birth_kind,
    case when l.sex is null or r.sex is null then 'unknown' when l.sex = r.sex then 'same' else 'other' end as sex_kind,
    case
        when l.village is null and l.township is null then 'unknown'
        when l.village = r.village and coalesce(l.township = r.township, true) then 'village_same'
        when l.village is null and l.township = r.township then 'township_only'
        when l.village is not null and l.township = r.township then 'township_same'
        when r.village is null and coalesce(l.township = r.township, true) then 'unknown'
        else 'other'
    end as place_kind,
    case
        when l.group_no is null or r.group_no is null or coalesce(l.village <> r.village, true) then 'unknown'
        when l.group_no = r.group_no then 'group_same'
        else 'group_other'
    end as group_kind,
    case
        when l.standing is null or r.standing is null then 'unknown'
        when l.standing = r.standing then 'standing_same'
        else 'standing_other'
    end as standing_kind,
    case
        when l.phone is null or r.phone is null then 'unknown'
        when l.phone = r.phone then 'same'
        else 'other'
    end as phone_kind
from candidates as c
join list_rows as l on l.row_no = c.row_no
join registry as r on r.entry = c.entry
