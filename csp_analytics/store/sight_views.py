"""What a mere officer sees of each table, by publishing rule: the SQL of what `sights.py` lays.

``rule_own`` holds the codes of the own areas, ``rule_code`` the aliases of the others. Numbers that the database gave
in the order of loading would tell in which order files came, so what is of others has numbers of its own.
"""

from __future__ import annotations

from csp_analytics.access.publishing import ALIASES, GROUP, NAMED

OTHERS, OTHERS_NAME = "outside:other-areas", "Other areas"
FEWEST = 5  # other areas behind a figure of them all
FIRST_NUMBER = 1_000_000_000  # above every number that the database gives
EVERYBODY = ("framework_rule", "round_rule", "schema_version", "survey_decision")  # nothing of an area in them
NOBODYS = ("kept_secret", "person_role", "audit_log", "vote_log")
_OWN = "{code} in (select code from rule_own)"


def seen(main: str, table: str, rule: str) -> str:
    """What is seen of a table.

    Args:
        main: where the tables are.
        table: the table; one that is not known here shows nothing.
        rule: the publishing rule of the view.
    """
    everything = f"select * from {main}.{table}"
    if table in EVERYBODY:
        return everything
    if table in ("survey_layout", "column_layout"):
        return f"select * replace (''::varchar as saved_by) from {main}.{table}"
    if table == "survey" and rule != NAMED:
        blank = ", ".join(
            f"case when scope = 'all' then '' else {name} end as {name}"
            for name in ("source_file", "source_digest", "imported_by")
        )
        everything = f"select * replace ({blank}) from {main}.survey"
    own = {**_own(main), **(_of_named(main) if rule == NAMED else {})}.get(table)
    if own is None or table in NOBODYS:
        return f"{everything} where false"
    others = {NAMED: {}, ALIASES: _of_aliases(main), GROUP: _of_groups(main)}[rule].get(table, "")
    return f"{everything} where {own}{f' union all by name {others}' if others else ''}"


def made_once(main: str, rule: str) -> list[tuple[str, str]]:
    """Tables of a connection that the views stand on, each with its SQL; ``$seed`` stands for the secret."""
    if rule == ALIASES:
        return [
            ("rule_return", _returns(main)),
            ("rule_survey", _surveys(main)),
            ("rule_person", _people(main, "c.seen", "r.role", "r.sector")),
        ]
    if rule == GROUP:
        return [
            ("rule_pool", _pools(main)),
            ("rule_role", _held(main, "role")),
            ("rule_sector", _held(main, "sector")),
            ("rule_survey", _pooled_surveys(main)),
            ("rule_person", _people(main, f"'{OTHERS}'", "coalesce(h.role, '')", "coalesce(e.sector, '')")),
        ]
    return []


def _is_own(code: str) -> str:
    return _OWN.format(code=code)


def _rounds(main: str, rule: str) -> str:
    """The rounds of a rule that is not NAMED; a word that nobody knows is the strictest."""
    if rule == ALIASES:
        return f"(select round from {main}.round_rule where publishing = '{ALIASES}')"
    return f"(select round from {main}.round_rule where publishing not in ('{NAMED}', '{ALIASES}'))"


def _named(main: str, round_: str) -> str:
    return f"{round_} not in (select round from {main}.round_rule where publishing <> '{NAMED}')"


def _own(main: str) -> dict[str, str]:
    """Which rows of each table are about own areas."""
    own, own_scope = _is_own("area_code"), _is_own("scope")
    own_submissions = f"select submission_id from {main}.submission where {own}"
    own_imports = " union ".join(
        f"select import_id from {main}.{table} where {_is_own(code)}"
        for table, code in (("assessment", "area_code"), ("action", "area_code"), ("survey", "scope"))
    )
    own_people = f"select survey_id, respondent_id from {main}.respondent where {own}"
    return {
        **dict.fromkeys(("area", "assessment", "action", "indicator", "respondent", "submission", "room"), own),
        "rating": f"assessment_id in (select assessment_id from {main}.assessment where {own})",
        "survey": f"({own_scope} or scope = 'all')",
        "answer": f"(survey_id, respondent_id) in ({own_people})",
        "free_text": f"(survey_id, respondent_id) in ({own_people})",
        "post": f"({own} or area_code = 'all')",
        "import_log": f"(import_id in ({own_imports}) or submission_id in ({own_submissions}))"
        # A file of many areas tells of the others what it holds.
        f" and import_id not in (select import_id from {main}.assessment where not {own})"
        f" and import_id not in (select import_id from {main}.action where not {own})",
    }


def _of_named(main: str) -> dict[str, str]:
    """The same where other areas are named: their rows of the rounds that are published so."""
    own = _is_own("area_code")
    named = f"({own} or {_named(main, 'round')})"
    surveys = f"select survey_id from {main}.survey where {_named(main, 'round')}"
    of_people = f"(({_own(main)['answer']}) or survey_id in ({surveys}))"
    return {
        "area": "true",
        "indicator": "true",
        "peer_list": "true",
        "assessment": named,
        "rating": f"assessment_id in (select assessment_id from {main}.assessment where {named})",
        # A plan that states no round may be of any, so it is told where every round is.
        "action": f"({own} or (coalesce(round, '') <> '' and {_named(main, 'round')}))",
        "survey": f"({_own(main)['survey']} or {_named(main, 'round')})",
        "respondent": f"({own} or survey_id in ({surveys}))",
        "answer": of_people,
        "free_text": of_people,
        "post": f"({_own(main)['post']} or {_named(main, 'round')})",
    }


def _of_aliases(main: str) -> dict[str, str]:
    """Other areas' rows behind aliases, in the rounds that are published so."""
    nothing = "null::varchar"
    return {
        "area": f"select c.seen as area_code, c.name as name, a.outside from {main}.area a "
        "join rule_code c on c.code = a.area_code",
        "assessment": "select a.* replace (s.rule_id as assessment_id, s.seen as area_code, ''::varchar as "
        "source_file, ''::varchar as source_digest, s.imported_at as imported_at, ''::varchar as imported_by, "
        f"0::integer as import_id, null::integer as replaced_by) from {main}.assessment a "
        "join rule_return s using (assessment_id)",
        "rating": f"select r.* replace (s.rule_id as assessment_id, {nothing} as evidence, {nothing} as action) "
        f"from {main}.rating r join rule_return s using (assessment_id)",
        "survey": _others_surveys(main),
        "respondent": _others_people(),
        "answer": _others_answers(main),
        "post": _others_posts(main, ALIASES),
    }


def _of_groups(main: str) -> dict[str, str]:
    """Of all other areas together, people's answers and how many were asked; nothing else."""
    return {
        "area": f"select '{OTHERS}' as area_code, '{OTHERS_NAME}' as name, true as outside "
        "where exists (from rule_person)",
        "survey": _others_surveys(main),
        "respondent": _others_people(),
        "answer": _others_answers(main),
        "post": _others_posts(main, GROUP),
    }


def _returns(main: str) -> str:
    """Other areas' current assessments in rounds behind aliases, numbered in the order of the aliases."""
    return (
        f"select a.assessment_id, c.seen, ({FIRST_NUMBER} + row_number() over (order by c.seen, a.framework, a.round, "
        "a.assessment_id))::integer as rule_id, max(a.imported_at) over (partition by a.framework, a.round) as "
        f"imported_at from {main}.assessment a join rule_code c on c.code = a.area_code "
        f"where a.status = 'current' and a.round in {_rounds(main, ALIASES)} order by rule_id"
    )


def _surveys(main: str) -> str:
    """Other areas' current surveys, each with its number and scope as seen; one of many areas keeps both."""
    return (
        "select s.survey_id, coalesce(c.seen, s.scope) as scope, case when s.scope = 'all' then s.survey_id else "
        f"({FIRST_NUMBER} + row_number() over (order by c.seen, s.definition, s.round))::integer end as rule_id "
        f"from {main}.survey s left join rule_code c on c.code = s.scope where s.status = 'current' "
        f"and s.round in {_rounds(main, ALIASES)} and (s.scope = 'all' or c.seen is not null)"
    )


def _pools(main: str) -> str:
    """Surveys of rounds published as group figures that people of enough other areas answered."""
    return (
        f"select s.definition, s.round from {main}.survey s join {main}.respondent r using (survey_id) "
        f"where s.status = 'current' and s.round in {_rounds(main, GROUP)} and r.area_code <> '' "
        f"and not {_is_own('r.area_code')} group by all having count(distinct r.area_code) >= {FEWEST}"
    )


def _held(main: str, about: str) -> str:
    """Roles or sectors that people of enough other areas have, survey by survey; the rest would tell an area's."""
    return (
        f"select s.definition, s.round, r.{about} from {main}.survey s join {main}.respondent r using (survey_id) "
        f"join rule_pool p using (definition, round) where s.status = 'current' and r.area_code <> '' "
        f"and not {_is_own('r.area_code')} group by all having count(distinct r.area_code) >= {FEWEST}"
    )


def _pooled_surveys(main: str) -> str:
    """As :func:`_surveys`, with the surveys of single other areas made one, for each definition and round."""
    return (
        f"select s.survey_id, case when s.scope = 'all' then 'all' else '{OTHERS}' end as scope, "
        "case when s.scope = 'all' then s.survey_id else "
        f"({FIRST_NUMBER} + dense_rank() over (order by s.definition, s.round))::integer end as rule_id "
        f"from {main}.survey s join rule_pool p using (definition, round) where s.status = 'current' "
        f"and not {_is_own('s.scope')}"
    )


def _people(main: str, area: str, role: str, sector: str) -> str:
    """Other areas' respondents with the numbers that they are seen under, in an order that tells nothing."""
    # Who is of no area tells of none; who is of an area that nobody knows is left out.
    known = "left join rule_code c on c.code = r.area_code" if area == "c.seen" else ""
    kept = f"and (r.area_code = '' or {'c.seen is not null' if known else 'true'})"
    held = "" if known else (
        "left join rule_role h on h.definition = y.definition and h.round = y.round and h.role = r.role "
        "left join rule_sector e on e.definition = y.definition and e.round = y.round and e.sector = r.sector "
    )  # fmt: skip
    return (
        "select r.survey_id, r.respondent_id, s.rule_id as rule_survey, "
        f"({FIRST_NUMBER} + row_number() over (partition by s.rule_id order by md5($seed || r.survey_id || '/' || "
        "r.respondent_id)))::integer as rule_person, "
        f"case when r.area_code = '' then '' else {area} end as area_code, {role} as role, {sector} as sector "
        f"from {main}.respondent r join rule_survey s using (survey_id) join {main}.survey y using (survey_id) "
        f"{known} {held} where not {_is_own('r.area_code')} {kept}"
    )


def _others_surveys(main: str) -> str:
    """The lines of other areas' own surveys; those of many areas are among the own ones."""
    return (
        "select s.rule_id as survey_id, y.definition, y.round, s.scope, 'current' as status, "
        "any_value(y.layout) as layout, sum(y.n_rows)::integer as n_rows, "
        "sum(y.n_respondents)::integer as n_respondents, '{}' as set_aside, '[]' as dropped, '' as source_file, "
        "'' as source_digest, max(y.imported_at) as imported_at, '' as imported_by, 0::integer as import_id, "
        f"bool_or(y.demo) as demo from {main}.survey y join rule_survey s using (survey_id) "
        "where s.scope <> 'all' group by s.rule_id, y.definition, y.round, s.scope"
    )


def _others_people() -> str:
    return (
        "select rule_survey as survey_id, rule_person as respondent_id, area_code, role, sector from rule_person "
        "order by rule_survey, rule_person"
    )


def _others_answers(main: str) -> str:
    return (
        f"select a.* replace (p.rule_survey as survey_id, p.rule_person as respondent_id) from {main}.answer a "
        "join rule_person p using (survey_id, respondent_id)"
    )


def _others_posts(main: str, rule: str) -> str:
    """How many people of all other areas could have answered; of one alone it would tell which area it is."""
    return (
        f"select definition, round, '{OTHERS}' as area_code, sum(posts)::integer as posts, '' as source, "
        f"0::integer as import_id, bool_or(demo) as demo from {main}.post where area_code <> 'all' "
        f"and not {_is_own('area_code')} and round in {_rounds(main, rule)} "
        f"group by definition, round having count(distinct area_code) >= {FEWEST}"
    )
