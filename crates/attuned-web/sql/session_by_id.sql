select data, expires_at from web_session where id = $1
