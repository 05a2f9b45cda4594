insert into people_invitation (code_hash, role, post, expires_at, invited_by, account_id) values ($1, $2, $3, $4, $5, $6)
