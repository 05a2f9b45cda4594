select id, role, post, name, email, password, ended_at from people_account where id = $1
