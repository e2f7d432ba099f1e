-- One text for a file and for a shared engine, which knows no keys and no sequences: tables without them, numbers given
-- from a table of their own, and who has a room in charge.
create table given_number (name varchar not null, newest integer not null);
insert into given_number
select * from (values
    ('assessment', nextval('assessment_ids')),
    ('action', nextval('action_ids')),
    ('import_log', nextval('import_ids')),
    ('survey', nextval('survey_ids')),
    ('submission', nextval('submission_ids'))
);
create table room_server (room_id varchar not null, server varchar not null, taken_at timestamp not null);

create table new_area (
    area_code varchar not null, name varchar not null, outside boolean not null
);
insert into new_area select
    area_code, name, outside
    from area;
drop table area;
alter table new_area rename to area;

create table new_assessment (
    assessment_id integer not null, framework varchar not null, area_code varchar not null, round varchar not null,
    status varchar not null, source_file varchar not null, source_digest varchar not null, imported_at timestamp not
    null, imported_by varchar not null, import_id integer not null, demo boolean not null, replaced_by integer,
    left_out integer
);
insert into new_assessment select
    assessment_id, framework, area_code, round, status, source_file, source_digest, imported_at, imported_by,
    import_id, demo, replaced_by, left_out
    from assessment;
drop table assessment;
alter table new_assessment rename to assessment;

create table new_action (
    action_id integer not null, area_code varchar not null, framework varchar, criterion_id varchar, position integer
    not null, stage varchar, issue varchar not null, action varchar, when_text varchar, due date, milestone varchar,
    owner varchar, status varchar, import_id integer not null, demo boolean not null, measure varchar, round varchar,
    state varchar, replaced_by integer
);
insert into new_action select
    action_id, area_code, framework, criterion_id, position, stage, issue, action, when_text, due, milestone, owner,
    status, import_id, demo, measure, round, state, replaced_by
    from action;
drop table action;
alter table new_action rename to action;

create table new_survey (
    survey_id integer not null, definition varchar not null, round varchar not null, scope varchar not null, status
    varchar not null, layout varchar not null, n_rows integer not null, n_respondents integer not null, set_aside
    varchar not null, dropped varchar not null, source_file varchar not null, source_digest varchar not null,
    imported_at timestamp not null, imported_by varchar not null, import_id integer not null, demo boolean not null
);
insert into new_survey select
    survey_id, definition, round, scope, status, layout, n_rows, n_respondents, set_aside, dropped, source_file,
    source_digest, imported_at, imported_by, import_id, demo
    from survey;
drop table survey;
alter table new_survey rename to survey;

create table new_survey_decision (
    key varchar not null, statuses varchar not null
);
insert into new_survey_decision select
    key, statuses
    from survey_decision;
drop table survey_decision;
alter table new_survey_decision rename to survey_decision;

create table new_survey_layout (
    name varchar not null, definition varchar not null, mapping varchar not null, saved_at timestamp not null,
    saved_by varchar not null
);
insert into new_survey_layout select
    name, definition, mapping, saved_at, saved_by
    from survey_layout;
drop table survey_layout;
alter table new_survey_layout rename to survey_layout;

create table new_column_layout (
    name varchar not null, mapping varchar not null, saved_at timestamp not null, saved_by varchar not null
);
insert into new_column_layout select
    name, mapping, saved_at, saved_by
    from column_layout;
drop table column_layout;
alter table new_column_layout rename to column_layout;

create table new_submission (
    submission_id integer not null, area_code varchar not null, what varchar not null, submitted_at timestamp not
    null, submitted_by varchar not null, undone_at timestamp, undone_by varchar
);
insert into new_submission select
    submission_id, area_code, what, submitted_at, submitted_by, undone_at, undone_by
    from submission;
drop table submission;
alter table new_submission rename to submission;

create table new_room (
    room_id varchar not null, code varchar not null, key_digest varchar not null, kind varchar not null, area_code
    varchar not null, framework varchar not null, round varchar not null, about varchar not null, made_at timestamp
    not null, made_by varchar not null, ended_at timestamp, record varchar
);
insert into new_room select
    room_id, code, key_digest, kind, area_code, framework, round, about, made_at, made_by, ended_at, record
    from room;
drop table room;
alter table new_room rename to room;

create table new_import_log (
    import_id integer not null, file varchar not null, digest varchar not null, kind varchar not null, layout varchar,
    started_at timestamp not null, finished_at timestamp not null, imported_by varchar not null, outcome varchar not
    null, counts varchar not null, problems varchar not null, demo boolean not null, submission_id integer
);
insert into new_import_log select
    import_id, file, digest, kind, layout, started_at, finished_at, imported_by, outcome, counts, problems, demo,
    submission_id
    from import_log;
drop table import_log;
alter table new_import_log rename to import_log;

drop sequence assessment_ids;
drop sequence action_ids;
drop sequence import_ids;
drop sequence survey_ids;
drop sequence submission_ids;
