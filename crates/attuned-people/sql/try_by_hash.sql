select failures, last_at, paused_until from people_try where email_hash = $1
