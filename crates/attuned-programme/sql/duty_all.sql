select d.id, d.number, d.words, d.rests_on, d.why, d.confirmed, d.referral_id, d.recommendation_id, rec.number as recommendation_number, rec.title as recommendation_title,
  v.verdict, v.reason, v.paragraphs, v.report_id, v.valid_from as judged_at, v.changed_by as judged_by,
  c.owner, c.due_on, c.measure
from programme_duty d
join programme_recommendation rec on rec.id = d.recommendation_id and rec.valid_until > $1 and rec.valid_from <= $1
left join programme_verdict v on v.id = d.id and v.valid_until > $1 and v.valid_from <= $1
left join programme_commitment c on c.id = d.id and c.valid_until > $1 and c.valid_from <= $1
join programme_referral r on r.id = d.referral_id and r.valid_until > $1 and r.valid_from <= $1
where d.valid_until > $1 and d.valid_from <= $1
order by coalesce(r.agreed_on, '') desc, r.reference desc, rec.position, d.position
