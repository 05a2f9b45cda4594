select id, role, post, name, email, password, ended_at from people_account where email_folded = $1 and ended_at is null
