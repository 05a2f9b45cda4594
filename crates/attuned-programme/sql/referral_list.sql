with page as (
  select id, reference, title, asked_by, asked_of, agreed_on, received_on, notice_on, rule, local_days, replied_on, report_id, published
  from programme_referral
  where valid_from <= $1 and $1 < valid_until
  order by coalesce(agreed_on, '') desc, reference desc
  limit $2 offset $3
)
select page.id, page.reference, page.title, page.asked_by, page.asked_of, page.agreed_on, page.received_on, page.notice_on,
  page.rule, page.local_days, page.replied_on, page.report_id, page.published,
  count(d.id) as asked,
  count(case when v.verdict = 'answered' then 1 end) as answered,
  count(case when v.verdict = 'in_part' then 1 end) as in_part,
  count(case when v.verdict = 'not_answered' then 1 end) as not_answered,
  count(c.owner) as with_owner,
  count(c.due_on) as with_date,
  count(c.measure) as with_measure
from page
left join programme_duty d on d.referral_id = page.id and d.valid_until > $1 and d.valid_from <= $1
left join programme_verdict v on v.id = d.id and v.valid_until > $1 and v.valid_from <= $1
left join programme_commitment c on c.id = d.id and c.valid_until > $1 and c.valid_from <= $1
group by page.id, page.reference, page.title, page.asked_by, page.asked_of, page.agreed_on, page.received_on, page.notice_on,
  page.rule, page.local_days, page.replied_on, page.report_id, page.published
order by coalesce(page.agreed_on, '') desc, page.reference desc
