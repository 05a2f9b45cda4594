select count(*) as accounts from people_account where ended_at is null
