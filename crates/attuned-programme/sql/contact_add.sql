insert into programme_contact (id, report_id, position, post, organisation, name, email, phone) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing
