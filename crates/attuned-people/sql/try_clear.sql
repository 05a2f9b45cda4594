delete from people_try where email_hash = $1
