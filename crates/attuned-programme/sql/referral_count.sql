select count(*) as found from programme_referral where valid_until > $1 and valid_from <= $1
