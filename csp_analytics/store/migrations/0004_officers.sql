-- What officers submit and take back; plans of several rounds; saved meanings of somebody's own headings.
create sequence submission_ids;

create table column_layout (
    name varchar primary key,
    mapping varchar not null,
    saved_at timestamp not null,
    saved_by varchar not null
);

create table submission (
    submission_id integer primary key default nextval('submission_ids'),
    area_code varchar not null,
    what varchar not null,
    submitted_at timestamp not null,
    submitted_by varchar not null,
    undone_at timestamp,
    undone_by varchar
);

alter table assessment add column replaced_by integer;
alter table assessment add column left_out integer;
alter table import_log add column submission_id integer;
alter table action add column measure varchar;
alter table action add column round varchar;
alter table action add column state varchar;
alter table action add column replaced_by integer;
update assessment set left_out = 0;
update action set round = '', state = 'current';
