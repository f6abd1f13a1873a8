-- Rows that need more than their number: none of its entries, or one of another name.
-- in:  list_rows, number_hits(row_no, same_name)
-- out: the lines of list_rows
select l.*
from list_rows as l
left join (
    select row_no, min(cast(same_name as int)) as all_same
    from number_hits
    group by row_no
) as h on h.row_no = l.row_no
where h.row_no is null or h.all_same = 0
