insert into web_audit (id, at, account_id, event, path) values ($1, $2, $3, $4, $5)
