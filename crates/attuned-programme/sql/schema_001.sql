create table programme_report (
  {history},
  slug text not null,
  title text not null,
  decided_by text not null,
  asked_by text not null,
  reported_on text,
  reported_words text not null,
  key_decision text not null,
  class text not null,
  wards text not null,
  contributors text not null,
  file_name text not null,
  fingerprint text not null
);

create table programme_paragraph (
  {history},
  report_id text not null,
  position bigint not null,
  number text not null,
  anchor text not null,
  printed boolean not null,
  level bigint not null,
  role text not null,
  words text not null
);
create index programme_paragraph_by_report on programme_paragraph (report_id, valid_until);

create table programme_part (
  {history},
  report_id text not null,
  kind text not null,
  position bigint not null,
  name text not null,
  words text not null,
  paragraphs text not null,
  address text
);
create index programme_part_by_report on programme_part (report_id, valid_until);

create table programme_contact (
  id text primary key,
  report_id text not null,
  position bigint not null,
  post text not null,
  organisation text not null,
  name text, -- erasable
  email text, -- erasable
  phone text -- erasable
);
create index programme_contact_by_report on programme_contact (report_id);

create table programme_referral (
  {history},
  reference text not null,
  title text not null,
  asked_by text not null,
  asked_of text not null,
  agreed_on text,
  received_on text,
  notice_on text,
  rule text not null,
  local_days bigint,
  replied_on text,
  report_id text,
  published boolean not null
);
create index programme_referral_by_reference on programme_referral (reference, valid_until);
create index programme_referral_by_report on programme_referral (report_id, valid_until);

create table programme_recommendation (
  {history},
  referral_id text not null,
  position bigint not null,
  number text not null,
  label text not null,
  title text not null,
  words text not null,
  paragraphs text not null,
  reply_words text not null
);
create index programme_recommendation_by_referral on programme_recommendation (referral_id, valid_until);

create table programme_duty (
  {history},
  referral_id text not null,
  recommendation_id text not null,
  position bigint not null,
  number text not null,
  words text not null,
  rests_on text not null,
  why text not null,
  confirmed boolean not null
);
create index programme_duty_by_referral on programme_duty (referral_id, valid_until);
create index programme_duty_by_recommendation on programme_duty (recommendation_id, valid_until);

create table programme_verdict (
  {history},
  referral_id text not null,
  verdict text not null,
  report_id text,
  paragraphs text not null,
  reason text not null
);

create table programme_commitment (
  {history},
  referral_id text not null,
  owner text,
  due_on text,
  measure text
);

create table programme_practice (
  {history},
  position bigint not null,
  what text not null,
  place text not null,
  since text not null,
  words text not null,
  evidence text not null,
  evidence_on text,
  contact text not null,
  can_advise boolean not null,
  aliases text not null,
  folded text not null,
  report_id text,
  paragraph text not null
);
create index programme_practice_by_report on programme_practice (report_id, valid_until);
