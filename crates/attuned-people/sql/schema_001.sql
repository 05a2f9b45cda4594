create table people_account (
  id text primary key,
  created_at text not null,
  ended_at text,
  role text not null,
  post text not null,
  name text, -- erasable
  email text, -- erasable
  email_folded text unique, -- erasable
  password text -- erasable
);

create table people_invitation (
  code_hash text primary key,
  role text not null,
  post text not null,
  expires_at text not null,
  invited_by text,
  account_id text
);

create table people_try (
  email_hash text primary key,
  failures bigint not null,
  last_at text not null,
  paused_until text
);
