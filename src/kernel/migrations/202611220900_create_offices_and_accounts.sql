-- Institutions, offices, posts and the accounts that hold them.
create table kernel.office (
  id uuid primary key,
  kind text not null,
  parent_id uuid references kernel.office (id),
  path uuid[] not null,                       -- from the root to this office, itself included
  name_ar text not null,
  name_ckb text not null,
  name_en text not null,
  governorate text,
  district text,
  jurisdiction text not null check (jurisdiction in ('federal', 'kri')),
  capacity integer check (capacity >= 0),
  valid_from date not null default '2005-01-01',
  valid_to date,
  constraint office_path_ends_with_itself check (path[cardinality(path)] = id)
);
create index office_by_path on kernel.office using gin (path);
create index office_by_kind on kernel.office (kind, governorate);

create table kernel.account (
  id uuid primary key,
  user_name text not null unique check (user_name = lower(user_name)),
  full_name_ar text not null,
  full_name_en text not null,
  person_id uuid,                             -- the same human in the register of persons, for conflicts of interest
  language text not null default 'ar' check (language in ('ar', 'ckb', 'en')),
  disabled_at timestamptz
);

-- Secrets are apart from the account: reading an account never reads them, and they are not part of any digest.
create table kernel.credential (
  account_id uuid primary key references kernel.account (id),
  password_hash text,
  totp_secret text,
  totp_pending text,
  totp_last_step bigint,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  changed_at timestamptz not null default now()
);

create table kernel.passkey (
  id text primary key,                        -- the credential id, base64url
  account_id uuid not null references kernel.account (id),
  public_key bytea not null,
  counter bigint not null,
  label text not null,
  created_at timestamptz not null default now()
);

create table kernel.outside_identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null references kernel.account (id),
  primary key (issuer, subject)
);

create table kernel.post (
  id uuid primary key,
  office_id uuid not null references kernel.office (id),
  role text not null,
  title_ar text not null,
  title_ckb text not null,
  title_en text not null,
  scope text not null check (scope in ('office', 'subtree', 'nation'))
);
create index post_by_office on kernel.post (office_id);

create table kernel.post_holding (
  id uuid primary key,
  post_id uuid not null references kernel.post (id),
  account_id uuid not null references kernel.account (id),
  acting boolean not null default false,
  from_at timestamptz not null,
  to_at timestamptz,
  constraint holding_runs_forward check (to_at is null or to_at > from_at)
);
create index holding_by_account on kernel.post_holding (account_id);
create index holding_by_post on kernel.post_holding (post_id);

create table kernel.session (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references kernel.account (id),
  post_id uuid references kernel.post (id),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  second_factor boolean not null default false,
  user_agent text,
  ip text
);
create index session_by_account on kernel.session (account_id) where revoked_at is null;
