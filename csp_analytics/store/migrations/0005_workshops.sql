-- Rooms of live workshops, and everything that happens in them while they are open.
create table room (
    room_id varchar primary key,
    code varchar not null,
    key_digest varchar not null,
    kind varchar not null,
    area_code varchar not null,
    framework varchar not null,
    round varchar not null,
    about varchar not null,
    made_at timestamp not null,
    made_by varchar not null,
    ended_at timestamp,
    record varchar
);

create table vote_log (
    room_id varchar not null,
    seq integer not null,
    happened_at double not null,
    kind varchar not null,
    voice varchar not null,
    body varchar not null
);
