select
  count(d.id) as asked,
  count(case when v.verdict = 'answered' then 1 end) as answered,
  count(case when v.verdict = 'in_part' then 1 end) as in_part,
  count(case when v.verdict = 'not_answered' then 1 end) as not_answered,
  count(c.owner) as with_owner,
  count(c.due_on) as with_date,
  count(c.measure) as with_measure
from programme_duty d
left join programme_verdict v on v.id = d.id and v.valid_until > $1 and v.valid_from <= $1
left join programme_commitment c on c.id = d.id and c.valid_until > $1 and c.valid_from <= $1
where d.valid_until > $1 and d.valid_from <= $1
