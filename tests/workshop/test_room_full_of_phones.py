"""The load test, small. What it measures stands in benchmarks/workshop.py; here every vote must be kept."""

from benchmarks.workshop import crowd

PHONES = 40


def test_every_vote_of_a_room_full_of_phones_is_kept_and_nobody_is_refused():
    heard = crowd(PHONES, votes=2, window=0.5)
    assert len(heard.votes) == 3 * 2 * PHONES  # three questions, everybody answers twice
    assert not heard.refused
    assert [sum(heard.counts(question).values()) for question in heard.acknowledged] == [PHONES] * 3
    assert len(heard.wall_lags) == 2 * 3  # the wall told of every last vote and of every reveal
