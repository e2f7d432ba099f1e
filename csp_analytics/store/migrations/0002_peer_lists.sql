create table peer_list (
    name varchar not null,
    area_code varchar not null,
    saved_at timestamp not null,
    saved_by varchar not null
);
