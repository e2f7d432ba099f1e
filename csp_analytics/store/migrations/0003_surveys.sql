-- Surveys: what people answered, who they are as area, role and sector, how many were asked, and saved layouts.
create sequence survey_ids;

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

create view current_answer as
select s.definition, s.round, s.survey_id, r.area_code, r.role, r.sector, a.respondent_id, a.question_id, a.item_id,
       a.value, s.demo
from answer a join survey s using (survey_id) join respondent r using (survey_id, respondent_id)
where s.status = 'current';
