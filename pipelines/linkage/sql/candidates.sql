-- Who could be meant: for each row the entries that share one selective key with it, united once.
-- in:  rest and lost (lines of list_rows), registry, number_hits(row_no, entry), related(row_no, household)
-- out: row_no, entry
select row_no, entry from number_hits
union
-- a member of a household that the row points at
select l.row_no, r.entry
from related as l join registry as r on r.household = l.household
union
-- number damaged in county or year
select l.row_no, r.entry
from lost as l join registry as r on (r.id17 % 10000000) * 11 + r.check_code = l.last8
union
-- number damaged in month or day
select l.row_no, r.entry
from lost as l join registry as r on (r.id17 // 10000000) * 11000 + (r.id17 % 1000) * 11 + r.check_code = l.head10_last4
union
-- number damaged, cut or hidden behind the fifteenth digit
select l.row_no, r.entry
from lost as l join registry as r on r.id17 // 100 = l.id15
union
-- the end of the number is another one; the surname sounds the same
select l.row_no, r.entry
from lost as l join registry as r on r.id17 // 1000 = l.head14 and r.sound_key // 35184372088832 = l.surname_sound
union
-- county and last four are visible
select l.row_no, r.entry
from lost as l join registry as r
    on r.id17 // 100000000000 = l.county
    and (r.id17 % 1000) * 11 + r.check_code = l.last4
    and r.sound_key // 35184372088832 = l.surname_sound
where l.id17 is null
union
select l.row_no, r.entry
from rest as l join registry as r on r.name_key = l.name_key and (r.id17 % 1000) * 11 + r.check_code = l.last4
union
select l.row_no, r.entry
from rest as l join registry as r on r.name_key = l.name_key and r.village = l.village
union
select l.row_no, r.entry
from rest as l join registry as r on r.name_key = l.name_key and r.birth = l.birth
union
select l.row_no, r.entry
from rest as l join registry as r on r.sound_key = l.sound_key and r.village = l.village
union
select l.row_no, r.entry
from rest as l join registry as r on r.sound_key = l.sound_key and r.birth = l.birth
union
select l.row_no, r.entry
from rest as l join registry as r on r.birth = l.birth and r.village = l.village
union
-- the surname is another or hidden
select l.row_no, r.entry
from lost as l join registry as r
    on r.village = l.village and r.name_key % 35184372088832 = l.name_key % 35184372088832
where l.name_key % 35184372088832 > 0
union
select l.row_no, r.entry
from lost as l join registry as r
    on r.birth = l.birth and r.name_key % 35184372088832 = l.name_key % 35184372088832
where l.name_key % 35184372088832 > 0
union
select l.row_no, r.entry
from lost as l join registry as r
    on r.birth = l.birth and r.sound_key // 35184372088832 = l.surname_sound
where (
    (l.given_1 < 32700 and l.given_1 in (r.name_key // 1073741824 % 32768, r.name_key // 32768 % 32768))
    or (l.given_2 between 1 and 32699 and l.given_2 in (r.name_key // 1073741824 % 32768, r.name_key // 32768 % 32768))
)
union
-- only the year, or year and month, are known
select l.row_no, r.entry
from lost as l join registry as r on r.name_key = l.name_key and r.birth // 10000 = l.birth // 10000
where l.birth % 100 = 0
union
-- no whole number; a character after the surname is damaged, missing or hidden
select l.row_no, r.entry
from lost as l join registry as r
    on r.village = l.village and r.name_key // 35184372088832 = l.name_key // 35184372088832
where l.id17 is null and (
    (l.given_1 < 32700 and l.given_1 in (r.name_key // 1073741824 % 32768, r.name_key // 32768 % 32768))
    or (l.given_2 between 1 and 32699 and l.given_2 in (r.name_key // 1073741824 % 32768, r.name_key // 32768 % 32768))
)
union
-- a rare name says enough by itself; a common one could not be settled anyway
select l.row_no, r.entry
from rest as l
join name_counts as n on n.name_key = l.name_key and n.entries <= $rare_name
join registry as r on r.name_key = l.name_key
