update people_account set password = $2 where id = $1 and ended_at is null
