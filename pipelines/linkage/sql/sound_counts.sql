-- How many people in the registry have a name that sounds like one on the rows.
-- in:  list_sounds(sound_key), registry(sound_key)
-- out: sound_key, entries
select r.sound_key, count(*) as entries
from registry as r
join list_sounds as l on l.sound_key = r.sound_key
group by r.sound_key
