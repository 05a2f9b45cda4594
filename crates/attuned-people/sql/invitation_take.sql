delete from people_invitation where code_hash = $1
