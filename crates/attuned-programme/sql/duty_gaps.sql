select r.reference, d.number, d.words, v.verdict
from programme_duty d
join programme_referral r on r.id = d.referral_id and r.valid_until > $1 and r.valid_from <= $1
join programme_recommendation rec on rec.id = d.recommendation_id and rec.valid_until > $1 and rec.valid_from <= $1
join programme_verdict v on v.id = d.id and v.valid_until > $1 and v.valid_from <= $1
where d.valid_until > $1 and d.valid_from <= $1 and v.verdict = 'not_answered'
order by coalesce(r.agreed_on, '') desc, r.reference desc, rec.position, d.position
limit $2
