update people_account set ended_at = $2, email_folded = null, password = null where id = $1 and ended_at is null
