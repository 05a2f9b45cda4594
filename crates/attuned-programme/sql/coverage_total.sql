select t.asked, v.answered, v.in_part, v.not_answered, c.with_owner, c.with_date, c.with_measure
from (
  select count(*) as asked from programme_duty where valid_until > $1 and valid_from <= $1
) t
cross join (
  select
    count(case when verdict = 'answered' then 1 end) as answered,
    count(case when verdict = 'in_part' then 1 end) as in_part,
    count(case when verdict = 'not_answered' then 1 end) as not_answered
  from programme_verdict where valid_until > $1 and valid_from <= $1
) v
cross join (
  select count(owner) as with_owner, count(due_on) as with_date, count(measure) as with_measure
  from programme_commitment where valid_until > $1 and valid_from <= $1
) c
