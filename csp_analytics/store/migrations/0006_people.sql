-- Who may do what, and who did what.
create table person_role (
    email varchar not null,
    role varchar not null,
    area_code varchar not null,
    given_at timestamp not null,
    given_by varchar not null
);

create table round_rule (
    round varchar not null,
    publishing varchar not null,
    open boolean not null,
    set_at timestamp not null,
    set_by varchar not null
);

create table framework_rule (
    framework varchar not null,
    open boolean not null,
    set_at timestamp not null,
    set_by varchar not null
);

create table kept_secret (
    name varchar not null,
    value varchar not null
);

create table audit_log (
    done_at timestamp not null,
    server varchar not null,
    seq integer not null,
    who varchar not null,
    what varchar not null,
    about varchar not null,
    detail varchar not null,
    digest varchar not null
);

