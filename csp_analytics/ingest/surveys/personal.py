"""Columns about a person: told by their heading in several languages, and by what their cells look like.

Their values are not kept; nothing here returns one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from csp_analytics.ingest.surveys.closed import is_closed
from csp_analytics.ingest.surveys.columns import Column
from csp_analytics.ingest.surveys.people import holds, is_name
from csp_analytics.ingest.surveys.questionnaire import Question
from csp_analytics.ingest.surveys.wording import label

NAME, EMAIL, TELEPHONE = "name", "e-mail", "telephone"
IP, DEVICE, LOCATION, NUMBER, BIRTH = "IP address", "device", "location", "respondent number", "date of birth"

UNLISTED = "{} that may tell who somebody is: not listed."

# Words before "name", "e-mail" or "telephone" that leave it a person's.
_WHOSE = (
    r"(your|my|full|first|last|middle|given|family|legal|preferred|contact|respondent'?s?|participant'?s?|staff|"
    r"officer'?s?|work|recipient|job holder'?s?|personal|main|direct|daytime|please|enter|provide|give|state|the|what|"
    r"is|are|of|and|title)"
)
_WHO = r"(student|pupil|learner|child|children|patient|client|customer|member)s?'?s?"
_NAME_WORD = r"(nome|nombre|nom|pr[ée]nom|naam|namn|navn|nimi|cognome|apellidos?|sobrenome|nazwisko|enw|ainm)"
_AND_MORE = r"( (completo|complet|e cognome|y apellidos?|e sobrenome))?"
_PHONE = r"((tele)?phone|mobile|telefon[eo]?|tel[ée]fono|celular|handy|t[ée]l[ée]phone|tel)( ?(no|number|nummer))?"
_SOMEONE = r"person|respondent|contact|officer|individual|(line )?manager|supervisor|mentor"
_ENDS = r"( ?\(?optional\)?| \(if.*\)| here)?\W*\d{0,2}\W*$"
# Headings that say it outright.
_SURE = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (NAME, rf"^({_WHOSE}\W+)*(names?|surname|forenames?|first ?name|last ?name|full ?name){_ENDS}"),
        (NAME, r"\byour (full |first |last |own )?(\(.{1,30}\) ?)?(name|surname)\b(?! of)(?! for)"),
        (NAME, rf"^({_WHO}\W+)?(full|first|last) name"),
        (NAME, r"^(vor|nach|familien)name|^(votre |quel est votre )?(nom|pr[ée]nom)s?( de famille)?\W*$"),
        (NAME, rf"^(achternaam|voornaam|imi[ęe]|{_NAME_WORD}){_AND_MORE}\W*$"),
        (NAME, rf"\b(seu|teu|su|tu|votre|ton|ihr|dein|uw|je|ditt|dit|il tuo) {_NAME_WORD}\b(?! d[aeiou])"),
        (NAME, r"^(ihr|dein) name\W*$|\b(come ti chiami|wie hei(ß|ss)en sie|wie ist (ihr|dein) name|como se llama)\b"),
        (NAME, rf"^name of (the |your |my )?({_SOMEONE})"),
        (EMAIL, rf"^({_WHOSE}\W+)*e-?mail( address(es)?| adres)?{_ENDS}|recipient ?email|^e-?mail-?adresse"),
        (EMAIL, r"\byour (work |personal |contact )?e-?mail( address)?\b|^(adresse )?(courriel|(de )?messagerie)"),
        (EMAIL, r"^(correo electr[óo]nico|posta elettronica|e-?post(adress)?|e-?bost)\b"),
        (TELEPHONE, rf"^({_WHOSE}\W+)*{_PHONE}{_ENDS}"),
        (
            TELEPHONE,
            r"^(n[úu]m[ée]ro d[ei] )?(tel[eé]fono|telefone|t[ée]l[ée]phone)( (de contac?to|m[óo]vil|portable))?\W*$",
        ),
        (TELEPHONE, r"\byour (work |mobile |contact |home )*((tele)?phone|mobile)( number)?\b"),
        (IP, r"^ip[ _-]?(address|adresse)?$|^adresse ip$|^direcci[óo]n ip$"),
        (DEVICE, r"^(user ?agent|browser( version)?|operating system|device( type)?|resolution|metainfo)\b\W*$"),
        (LOCATION, r"^(location ?)?(latitude|longitude|location ?accuracy)$|^(lat|long|lng|gps( coordinates)?)$"),
        (LOCATION, r"\byour (home |full |postal )?(address|postcode)\b|^(home|postal|full) ?(address|postcode)"),
        (NUMBER, r"^(prolific|worker|mturk|panel|panellist|session)[ _]?p?id$"),
        (NUMBER, r"^(tracking|unique) ?(link|id)$|^(network|submission|response|respondent|participant|user) ?id$"),
        (NUMBER, r"\b(student|pupil|patient|case) id( number)?\b|national insurance|\bni number\b"),
        (NUMBER, r"\b(staff|payroll|employee|collar|shoulder) (number|id|no)\b"),
        (BIRTH, r"\bdate of birth\b|^dob$|^birth ?da(te|y)$|^geburtsdatum|^date de naissance"),
    )
)
# Headings that only hint: the answers must look typed too. "Do you use e-mail?" is a question like any other.
_HINTS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (EMAIL, r"e-?mail address|\be-?mail\b|courriel|correo electr"),
        (TELEPHONE, r"\b(tele)?phone( number)?\b|\bmobile number\b|\bcontact number\b"),
        (NAME, r"\bcontact details\b|\bcontact (person|name)\b|\b(full|first|last) name\b|\bwhat is your name\b"),
        (LOCATION, r"^((street|mailing|permanent|current) )?address( ?\(?line\)?)?( ?\d)?\W*$"),
        (LOCATION, r"^(adresse|anschrift|direcci[óo]n|endere[çc]o|indirizzo|adres)( \d)?\W*$"),
        (LOCATION, r"\bpost ?code\b|\bzip ?code\b|\bpostal code\b|\bhome address\b"),
    )
)
# Headings over which names of people are to be expected: the answers must be names by their look.
_SOMEBODY = re.compile(
    r"\b(managers?|supervisors?|mentors?|colleagues?|assessors?|reviewers?|referees?|key ?workers?|contacts?)\b"
    r"|\b(completed|submitted|filled in|recorded|prepared|entered|signed)( out)? by\b|^(name of\b|who\b|whom\b)",
    re.IGNORECASE,
)
# Headings that leave no other reading: there, two or three words with a capital each are enough.
_SURELY_SOMEBODY = re.compile(
    r"\b((your|my) ((line )?manager|supervisor|mentor)|(completed|submitted|filled in|signed)( out)? by)\b",
    re.IGNORECASE,
)
_TWO_CAPITALS = re.compile(r"[^\W\d_a-z][\w'’.-]*( [^\W\d_a-z][\w'’.-]*){1,2}")
# Headings of a column that numbers the rows; its values must differ.
_IDENTITY = re.compile(
    r"#|id|uid|index|no\.?|number|"
    r"(respondent|response|participant|record|row|case|serial|ref(erence)?)( ?(id|no|number))?\.?",
    re.IGNORECASE,
)
# A whole organisation or place is no person.
_NOT_A_PERSON = re.compile(
    r"\b(organisation|organization|company|partnership|school|council|authority|area|region|project|group|service|team|"
    r"department|csp|charity|programme|program|product|pet|software|tool|plan|award|community)('s|s)?\b",
    re.IGNORECASE,
)
_SHAPES = (
    (EMAIL, re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[A-Za-z]{2,}")),
    (IP, re.compile(r"(\d{1,3}\.){3}\d{1,3}(:\d+)?|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){3,7}")),
    (TELEPHONE, re.compile(r"(\+44|\(\+44\)|0044|0)[\s(]*\d[\d\s()-]{7,14}\d")),
    (LOCATION, re.compile(r"-?\d{1,2}\.\d{3,}\s*[,;]\s*-?\d{1,3}\.\d{3,}")),
    (LOCATION, re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}")),  # a full postcode
    (DEVICE, re.compile(r"Mozilla/\d.*")),
    # What panels and databases call a person.
    (NUMBER, re.compile(r"[0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)),
    (TELEPHONE, re.compile(r"7\d{9}")),  # a mobile number whose first nought a spreadsheet has eaten
)


def why_personal(header: str, column: Column) -> str:
    """Why a column is about a person; empty when nothing says so.

    Args:
        header: its heading, tidied.
        column: its answers.
    """
    last = header.rpartition(" - ")[2]
    by_heading = _by_heading(header, column) or (_by_heading(last, column) if last != header else "")
    return _by_shape(column) or by_heading or _names_somebody(header, column)


def _names_somebody(header: str, column: Column) -> str:
    """Whether answers about a person are names: "Who is your line manager?", ``Completed by``."""
    if not _SOMEBODY.search(header) or column.many:
        return ""
    labels = list(column.labels)
    named = sum(is_name(text) for text in labels)
    if labels and named > 0.5 * len(labels):
        return NAME
    likely = sum(bool(_TWO_CAPITALS.fullmatch(text)) for text in labels)
    return NAME if _SURELY_SOMEBODY.search(header) and labels and likely > 0.7 * len(labels) else ""


def listed(question: Question) -> Question:
    """A question without those of its options that tell who somebody is: addresses, numbers, and names where at least
    two are names and they are half of the list ("Grant Aid" alone is none).
    """
    names = [option for option in question.options if is_name(option)]
    if len(names) < 2 or len(names) < 0.5 * len(question.options):
        names = []
    left = tuple(option for option in question.options if option not in names and not holds(option))
    gone = len(question.options) - len(left)
    if not gone or 1 < len(question.columns) == len(question.options):
        return question  # the headings of columns are no answers
    note = UNLISTED.format(f"{gone} option{'s' * (gone > 1)}")
    return replace(question, options=left, note=f"{question.note} {note}".strip())


def _by_heading(header: str, column: Column) -> str:
    if _IDENTITY.fullmatch(header) and column.filled > 2 and len(column.counts) == column.filled:
        return NUMBER
    sure = next((kind for kind, pattern in _SURE if pattern.search(header)), "")
    if sure in (NAME, NUMBER) and _NOT_A_PERSON.search(header):
        sure = ""
    if sure and not (_asks(header) and _chosen(column, header)):
        return sure
    hint = next((kind for kind, pattern in _HINTS if pattern.search(header)), "")
    if not hint or _NOT_A_PERSON.search(header) or column.is_date:
        return ""
    if hint == LOCATION and any(letter.isdigit() for text in list(column.labels)[:20] for letter in text):
        return hint  # postcodes repeat, and are about a person all the same
    return "" if _chosen(column, header) else hint


def _asks(header: str) -> bool:
    """Whether a heading is a whole sentence, in which a word may stand for something else."""
    return len(header.split()) > 6


def _chosen(column: Column, header: str) -> bool:
    """Whether the answers are few different ones, as no names or addresses are."""
    if not column.filled:
        return False
    few = len(column.counts) <= max(3, 0.2 * column.filled)
    return not column.many and few and is_closed(column.labels, header) and column.filled > 2


def _by_shape(column: Column) -> str:
    texts = [(text, count) for value, count in column.sample[:1000] if (text := label(value))]
    filled = sum(count for _, count in column.sample[:1000])
    for kind, pattern in _SHAPES:
        hits = sum(count for text, count in texts if pattern.fullmatch(text))
        if hits and hits > 0.5 * filled:
            return kind
    return ""
