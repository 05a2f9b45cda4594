with gap as materialized (
  select id, referral_id, verdict from programme_verdict
  where valid_until > $1 and valid_from <= $1 and verdict = 'not_answered'
), latest as materialized (
  select r.id, r.reference, r.agreed_on from programme_referral r
  where r.valid_until > $1 and r.valid_from <= $1 and r.id in (select referral_id from gap)
  order by coalesce(r.agreed_on, '') desc, r.reference desc
  limit $2
)
select r.reference, d.number, d.words, g.verdict
from latest r
join gap g on g.referral_id = r.id
join programme_duty d on d.id = g.id and d.valid_until > $1 and d.valid_from <= $1
join programme_recommendation rec on rec.id = d.recommendation_id and rec.valid_until > $1 and rec.valid_from <= $1
order by coalesce(r.agreed_on, '') desc, r.reference desc, rec.position, d.position
limit $2
