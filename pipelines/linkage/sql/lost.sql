-- Rows whose number, if they have one, stands nowhere in the registry.
-- in:  rest (lines of list_rows), number_hits(row_no)
-- out: the lines of rest
select l.*
from rest as l
left join (select distinct row_no from number_hits) as h on h.row_no = l.row_no
where h.row_no is null
