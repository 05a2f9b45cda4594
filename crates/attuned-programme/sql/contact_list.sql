select id, report_id, position, post, organisation, name, email, phone from programme_contact where report_id = $1 order by position
