select role, post, expires_at from people_invitation where code_hash = $1
