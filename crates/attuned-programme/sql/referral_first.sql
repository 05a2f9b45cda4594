select valid_from as first from programme_referral order by valid_from limit 1
