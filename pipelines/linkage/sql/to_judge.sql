-- What is needed of each pair to look at its numbers and names closely.
-- in:  pairs
-- out: row_no, entry, the keys of both names, the registered number, called, called_by, birth_from_number,
--      is_relative (the row is about a relative of somebody of this name)
select
    row_no, entry, row_name_key, name_key, numbers_known, same_number, number_lacking, id17, check_code, called, called_by, birth_from_number,
    is_relative
from pairs
