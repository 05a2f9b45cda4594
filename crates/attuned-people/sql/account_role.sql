update people_account set role = $2, post = $3 where id = $1
