select id, report_id, kind, position, name, words, paragraphs, address from programme_part where report_id = $2 and valid_until > $1 and valid_from <= $1 order by kind, position
