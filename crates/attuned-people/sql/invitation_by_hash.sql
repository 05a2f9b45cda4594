select role, post, expires_at, account_id from people_invitation where code_hash = $1
