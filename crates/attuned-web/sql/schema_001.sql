create table web_organisation (
  {history},
  name text not null,
  settings text not null
);

create table web_session (
  id text primary key,
  data text not null,
  expires_at text not null
);
create index web_session_by_end on web_session (expires_at);

create table web_audit (
  id text primary key,
  at text not null,
  account_id text,
  event text not null,
  path text not null
);
create index web_audit_by_time on web_audit (at);
