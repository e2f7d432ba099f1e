create sequence assessment_ids;
create sequence action_ids;
create sequence import_ids;
create sequence survey_ids;
create sequence submission_ids;
create table area (
    area_code varchar primary key,
    name varchar not null,
    outside boolean not null
);
create table assessment (
    assessment_id integer primary key default nextval('assessment_ids'),
    framework varchar not null,
    area_code varchar not null,
    round varchar not null,
    status varchar not null,
    source_file varchar not null,
    source_digest varchar not null,
    imported_at timestamp not null,
    imported_by varchar not null,
    import_id integer not null,
    demo boolean not null,
    replaced_by integer,
    left_out integer
);
create table rating (
    assessment_id integer not null,
    criterion_id varchar not null,
    answer varchar not null,
    level smallint,
    evidence varchar,
    action varchar
);
create table action (
    action_id integer primary key default nextval('action_ids'),
    area_code varchar not null,
    framework varchar,
    criterion_id varchar,
    position integer not null,
    stage varchar,
    issue varchar not null,
    action varchar,
    when_text varchar,
    due date,
    milestone varchar,
    owner varchar,
    status varchar,
    import_id integer not null,
    demo boolean not null,
    measure varchar,
    round varchar,
    state varchar,
    replaced_by integer
);
create table indicator (
    indicator_id varchar not null,
    title varchar not null,
    unit varchar,
    area_code varchar not null,
    period varchar not null,
    value double not null,
    source varchar,
    import_id integer not null,
    demo boolean not null
);
create table peer_list (
    name varchar not null,
    area_code varchar not null,
    saved_at timestamp not null,
    saved_by varchar not null
);
create table survey (
    survey_id integer primary key default nextval('survey_ids'),
    definition varchar not null,
    round varchar not null,
    scope varchar not null,
    status varchar not null,
    layout varchar not null,
    n_rows integer not null,
    n_respondents integer not null,
    set_aside varchar not null,
    dropped varchar not null,
    source_file varchar not null,
    source_digest varchar not null,
    imported_at timestamp not null,
    imported_by varchar not null,
    import_id integer not null,
    demo boolean not null
);
create table respondent (
    survey_id integer not null,
    respondent_id integer not null,
    area_code varchar not null,
    role varchar not null,
    sector varchar not null
);
create table answer (
    survey_id integer not null,
    respondent_id integer not null,
    question_id varchar not null,
    item_id varchar not null,
    value double not null
);
create table free_text (
    survey_id integer not null,
    respondent_id integer not null,
    question_id varchar not null,
    text varchar not null
);
create table post (
    definition varchar not null,
    round varchar not null,
    area_code varchar not null,
    posts integer not null,
    source varchar,
    import_id integer not null,
    demo boolean not null
);
create table survey_decision (
    key varchar primary key,
    statuses varchar not null
);
create table survey_layout (
    name varchar primary key,
    definition varchar not null,
    mapping varchar not null,
    saved_at timestamp not null,
    saved_by varchar not null
);
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
create table import_log (
    import_id integer primary key default nextval('import_ids'),
    file varchar not null,
    digest varchar not null,
    kind varchar not null,
    layout varchar,
    started_at timestamp not null,
    finished_at timestamp not null,
    imported_by varchar not null,
    outcome varchar not null,
    counts varchar not null,
    problems varchar not null,
    demo boolean not null,
    submission_id integer
);
create table schema_version (
    version integer not null,
    data_version integer not null
);
create view current_rating as
select a.framework, a.round, a.area_code, r.criterion_id, r.answer, r.level, r.evidence, r.action,
       a.assessment_id, a.demo, a.source_file, a.imported_at
from rating r join assessment a using (assessment_id)
where a.status = 'current';
create view current_answer as
select s.definition, s.round, s.survey_id, r.area_code, r.role, r.sector, a.respondent_id, a.question_id, a.item_id,
       a.value, s.demo
from answer a join survey s using (survey_id) join respondent r using (survey_id, respondent_id)
where s.status = 'current';
