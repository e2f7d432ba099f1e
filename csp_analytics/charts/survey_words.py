"""Why a figure about people is not shown, in words; and what the words of a survey's figures mean."""

from __future__ import annotations

from csp_analytics.analysis import intervals, suppression

STATUS_WORDS = {
    suppression.SHOWN: "",
    suppression.TOO_FEW: "fewer than 5 people",
    suppression.HIDDEN: "hidden, so that no other figure can be worked out",
    suppression.NO_BREAKDOWN: "5 to 9 people: not broken down",
    suppression.NEARLY_ALL: "all or nearly all of 5 to 9 people",
    suppression.NEARLY_NONE: "none or nearly none of 5 to 9 people",
}
# For cells and charts, where there is little room.
SHORT_STATUS_WORDS = {
    suppression.SHOWN: "",
    suppression.TOO_FEW: "under 5",
    suppression.HIDDEN: "hidden",
    suppression.NO_BREAKDOWN: "under 10",
    suppression.NEARLY_ALL: "nearly all",
    suppression.NEARLY_NONE: "nearly none",
}
FORM_WORDS = {
    intervals.PLAIN: "Interval as for a sample from many: it is not known how many could have answered.",
    intervals.FINITE: "Interval allows for how many could have answered (finite-population form).",
    intervals.CENSUS: "Everybody answered, so there is no interval.",
    intervals.TOO_MANY: "More people answered than there are posts on record, so the posts are not used.",
}
