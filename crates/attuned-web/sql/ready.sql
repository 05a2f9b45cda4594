select count(*) as steps from db_step
