select id, role, post, name, email, password, ended_at from people_account order by case when ended_at is null then 0 else 1 end, created_at, id
