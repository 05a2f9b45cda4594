select id, report_id, position, number, anchor, printed, level, role, words from programme_paragraph where report_id = $2 and valid_until > $1 and valid_from <= $1 order by position
