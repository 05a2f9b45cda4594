update people_account set name = null, email = null, email_folded = null, password = null, ended_at = coalesce(ended_at, $2) where id = $1
