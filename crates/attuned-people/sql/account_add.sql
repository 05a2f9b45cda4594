insert into people_account (id, created_at, role, post, name, email, email_folded, password) values ($1, $2, $3, $4, $5, $6, $7, $8)
