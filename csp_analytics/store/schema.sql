-- The tables, in one place. A comment after a column is its entry in docs/data-dictionary.md.
-- Changing this file needs a migration in migrations/ as well: new databases start here, old ones walk forward.
-- The same text makes a file and a shared engine, which knows no keys and no sequences: numbers come from given_number,
-- and what may be there once only is looked for by the one who writes, while nobody else may.

create table area (                   -- Areas outside the register that were asked for; the others are in data/areas.csv
    area_code varchar not null,       -- Current GSS code, or outside:<name> for an area outside the register
    name varchar not null,            -- Name of the area
    outside boolean not null          -- Whether the area is outside the register
);

create table assessment (             -- One area, one framework, one round
    assessment_id integer not null,   -- Number of the assessment
    framework varchar not null,       -- Framework id, a folder name in data/frameworks
    area_code varchar not null,       -- The area that was assessed
    round varchar not null,           -- The wave of assessment, such as 2025
    status varchar not null,          -- current; replaced when a newer file took its place; undone when its submission was taken back
    source_file varchar not null,     -- Name of the file that it came from
    source_digest varchar not null,   -- SHA-256 of that file
    imported_at timestamp not null,   -- When it was loaded (UTC)
    imported_by varchar not null,     -- Who loaded it (account name)
    import_id integer not null,       -- The line of import_log
    demo boolean not null,            -- Whether it is demonstration data
    replaced_by integer,              -- The import that took its place
    left_out integer                  -- Answers that the person who loaded it chose to leave out; they count as missing
);

create table rating (                 -- One answer of an assessment: one row for every rated row of its framework
    assessment_id integer not null,   -- The assessment
    criterion_id varchar not null,    -- The criterion, in data/frameworks/<framework>/criteria.csv
    answer varchar not null,          -- rated, not applicable, don't know or missing
    level smallint,                   -- Value on the framework's scale; empty unless rated
    evidence varchar,                 -- Evidence as written; text, never markup
    action varchar                    -- Action required as written; text, never markup
);

create table action (                 -- One row of an action plan
    action_id integer not null,       -- Number of the action
    area_code varchar not null,       -- The area whose plan it is
    framework varchar,                -- Framework of the criterion, where it is linked to one
    criterion_id varchar,             -- The criterion that it answers, where it is linked to one
    position integer not null,        -- Place in the plan, from 1
    stage varchar,                    -- Heading that it stands under in the plan
    issue varchar not null,           -- What is to be put right
    action varchar,                   -- What will be done
    when_text varchar,                -- When, as written
    due date,                         -- The date read from it, where it could be
    milestone varchar,                -- Milestone as written
    owner varchar,                    -- Who leads
    status varchar,                   -- not started, in progress, done, or empty when not stated
    import_id integer not null,       -- The line of import_log
    demo boolean not null,            -- Whether it is demonstration data
    measure varchar,                  -- How it will be known that it worked
    round varchar,                    -- The round after which the plan was made; empty when not stated
    state varchar,                    -- current; replaced when a newer plan of the area and round took its place; undone when its submission was taken back
    replaced_by integer               -- The import that took its place
);

create table indicator (              -- One figure about an area in a period, as context beside its maturity
    indicator_id varchar not null,    -- Short name of the indicator
    title varchar not null,           -- Name as shown
    unit varchar,                     -- Unit of the value
    area_code varchar not null,       -- The area
    period varchar not null,          -- The period, as its publisher writes it, such as 2021/22
    value double not null,            -- The figure
    source varchar,                   -- Who published it
    import_id integer not null,       -- The line of import_log
    demo boolean not null             -- Whether it is demonstration data
);

create table peer_list (              -- Peers that somebody chose and saved under a name; offered beside the published groupings
    name varchar not null,            -- Name of the list, as its maker wrote it
    area_code varchar not null,       -- An area on the list
    saved_at timestamp not null,      -- When it was saved (UTC)
    saved_by varchar not null         -- Who saved it (account name)
);

create table survey (                 -- One survey definition in one file: what people were asked, in one round
    survey_id integer not null,       -- Number of the survey
    definition varchar not null,      -- Survey definition, a file name in data/surveys
    round varchar not null,           -- The wave, such as 2025
    scope varchar not null,           -- Code of the area when all its respondents are of one area, else all
    status varchar not null,          -- current, or replaced when a newer file of the same definition, round and scope took its place
    layout varchar not null,          -- Layout of the export, a file name in data/survey_layouts
    n_rows integer not null,          -- Rows below the headings
    n_respondents integer not null,   -- Rows that are real respondents
    set_aside varchar not null,       -- Rows that are not, by reason, as JSON
    dropped varchar not null,         -- Headings of columns that were not kept and why, as JSON; never their contents
    source_file varchar not null,     -- Name of the file that it came from
    source_digest varchar not null,   -- SHA-256 of that file
    imported_at timestamp not null,   -- When it was loaded (UTC)
    imported_by varchar not null,     -- Who loaded it (account name)
    import_id integer not null,       -- The line of import_log
    demo boolean not null             -- Whether it is demonstration data
);

create table respondent (             -- One person who answered; nothing here names them
    survey_id integer not null,       -- The survey
    respondent_id integer not null,   -- Number within the survey, from 1
    area_code varchar not null,       -- Their area; empty when not said or not matched
    role varchar not null,            -- Their role, an id of data/respondents.yaml; empty when not said or not matched
    sector varchar not null           -- Their sector, likewise
);

create table answer (                 -- One answer of one respondent; a question or item that was not answered has no row
    survey_id integer not null,       -- The survey
    respondent_id integer not null,   -- The respondent
    question_id varchar not null,     -- The question of the definition
    item_id varchar not null,         -- The skill, partner or statement it is about; empty when the question has no items
    value double not null             -- Value on the scale of the question: 1 yes, 0 no; 1 to 5; or the number given
);

create table free_text (              -- What people wrote in their own words; kept only when asked for
    survey_id integer not null,       -- The survey
    respondent_id integer not null,   -- The respondent
    question_id varchar not null,     -- The question of the definition
    text varchar not null             -- As written; text, never markup
);

create table post (                   -- How many people could have answered: the posts of an area, or all who were asked
    definition varchar not null,      -- Survey definition; empty for every survey of the round
    round varchar not null,           -- The wave
    area_code varchar not null,       -- The area; all for the whole country
    posts integer not null,           -- How many people
    source varchar,                   -- Where the number comes from
    import_id integer not null,       -- The line of import_log
    demo boolean not null             -- Whether it is demonstration data
);

create table survey_decision (        -- Which figures of a survey are shown, once it was decided; follows from the answers
    key varchar not null,             -- Digest of the counts and units that it was decided for
    statuses varchar not null         -- One letter a unit
);

create table survey_layout (          -- A confirmed matching of a form's headings with our questions, to use again
    name varchar not null,            -- Name of the layout, as its maker wrote it
    definition varchar not null,      -- The survey definition that it is for
    mapping varchar not null,         -- Headings and written answers with what they stand for, as JSON
    saved_at timestamp not null,      -- When it was saved (UTC)
    saved_by varchar not null         -- Who saved it (account name)
);

create table column_layout (          -- What the headings and answers of somebody's own table stand for, to use again
    name varchar not null,            -- Name of the layout, as its maker wrote it
    mapping varchar not null,         -- Headings and written answers with what they stand for, as JSON
    saved_at timestamp not null,      -- When it was saved (UTC)
    saved_by varchar not null         -- Who saved it (account name)
);

create table submission (             -- What an officer submitted in one go: an assessment, an action plan, or both
    submission_id integer not null,   -- Number of the submission
    area_code varchar not null,       -- The area that it is about
    what varchar not null,            -- What it holds, in words
    submitted_at timestamp not null,  -- When (UTC)
    submitted_by varchar not null,    -- Who submitted it (account name)
    undone_at timestamp,              -- When it was taken back (UTC)
    undone_by varchar                 -- Who took it back (account name)
);

create table room (                   -- A live workshop: what was prepared, and what stays of it when it is over
    room_id varchar not null,         -- Random
    code varchar not null,            -- Five characters that phones join with; nothing can be controlled with it
    key_digest varchar not null,      -- SHA-256 of the facilitator link's secret; the secret itself is nowhere
    kind varchar not null,            -- consensus, checklist or skills
    area_code varchar not null,       -- The area that rates itself; empty when none
    framework varchar not null,       -- Framework that is rated; for skills the survey definition
    round varchar not null,           -- The round that it is for
    about varchar not null,           -- What was prepared, wording of every question and answer included, as JSON
    made_at timestamp not null,       -- When (UTC)
    made_by varchar not null,         -- Who prepared it (account name)
    ended_at timestamp,               -- When it was closed for good (UTC)
    record varchar                    -- What stays: counts, agreed levels, evidence, as JSON; nobody's own answer
);

create table vote_log (               -- Everything that happens in a room while it is open; deleted when it is closed
    room_id varchar not null,         -- The room
    seq integer not null,             -- Place in the order of what happened in the room, from 1
    happened_at double not null,      -- When, in seconds since 1970 (UTC)
    kind varchar not null,            -- What happened: join, answer, spend; or what the facilitator did
    voice varchar not null,           -- Digest of the phone's token; empty for the facilitator
    body varchar not null             -- What belongs to it, as JSON
);

create table room_server (            -- Which server took a room in charge; the newest row counts. Deleted when the room is closed
    room_id varchar not null,         -- The room
    server varchar not null,          -- Address of the server, or empty when it was not told one
    taken_at timestamp not null       -- When (UTC)
);

create table import_log (             -- What was loaded, when, by whom, and how it ended
    import_id integer not null,       -- Number of the import
    file varchar not null,            -- Name of the file
    digest varchar not null,          -- SHA-256 of its bytes
    kind varchar not null,            -- assessment, actions, indicator, survey, posts, unknown; demo when demonstration data was cleared
    layout varchar,                   -- How it was laid out
    started_at timestamp not null,    -- Start (UTC)
    finished_at timestamp not null,   -- End (UTC)
    imported_by varchar not null,     -- Who loaded it (account name)
    outcome varchar not null,         -- loaded, refused, cleared or undone
    counts varchar not null,          -- Rows by table, as JSON
    problems varchar not null,        -- Problems, as JSON
    demo boolean not null,            -- Whether it is demonstration data
    submission_id integer             -- The submission that it belongs to
);

create table person_role (            -- Who has which role; a person with no row may do nothing once sign-in is set up
    email varchar not null,           -- E-mail address as the sign-in service gives it, in small letters
    role varchar not null,            -- analyst, facilitator, officer or administrator
    area_code varchar not null,       -- The area that an officer is of; empty for the other roles
    given_at timestamp not null,      -- When it was given (UTC)
    given_by varchar not null         -- Who gave it
);

create table round_rule (             -- What holds for a round; a round without a row is published with names and open
    round varchar not null,           -- The round
    publishing varchar not null,      -- What officers see of other areas: named, aliases or group
    open boolean not null,            -- Whether returns of the round are taken
    set_at timestamp not null,        -- When (UTC)
    set_by varchar not null           -- Who set it
);

create table framework_rule (         -- Whether returns of a framework are taken; one without a row is open
    framework varchar not null,       -- Framework id
    open boolean not null,            -- Whether returns are taken
    set_at timestamp not null,        -- When (UTC)
    set_by varchar not null           -- Who set it
);

create table kept_secret (            -- What the program drew by lot once, such as the seed of aliases; never shown
    name varchar not null,            -- What it is for
    value varchar not null            -- Random
);

create table audit_log (              -- Who did what; rows are only ever added
    done_at timestamp not null,            -- When (UTC)
    server varchar not null,          -- The process that wrote it
    seq integer not null,             -- Place in what that process wrote, from 1
    who varchar not null,             -- E-mail address or account name
    what varchar not null,            -- imported, submitted, taken back, exported, role given, room closed ...
    about varchar not null,           -- The area, file, room, person or round it was about
    detail varchar not null,          -- What belongs to it, as JSON
    digest varchar not null           -- SHA-256 of this row and of the row before it of the same process
);

create table given_number (           -- The newest number that was given in a table; none is ever given twice
    name varchar not null,            -- The table
    newest integer not null           -- The number
);

create table schema_version (         -- One row: how far the database has walked
    version integer not null,         -- Number of the newest migration applied
    data_version integer not null     -- Goes up with every change of data; caches are keyed by it
);

create view current_rating as         -- Ratings of the current assessments with their area, framework and round
select a.framework, a.round, a.area_code, r.criterion_id, r.answer, r.level, r.evidence, r.action,
       a.assessment_id, a.demo, a.source_file, a.imported_at
from rating r join assessment a using (assessment_id)
where a.status = 'current';

create view current_answer as         -- Answers of the current surveys with who answered, as area, role and sector
select s.definition, s.round, s.survey_id, r.area_code, r.role, r.sector, a.respondent_id, a.question_id, a.item_id,
       a.value, s.demo
from answer a join survey s using (survey_id) join respondent r using (survey_id, respondent_id)
where s.status = 'current';
