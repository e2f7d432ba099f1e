"""A first visit moves little, over a slow line too."""

from tests.browser.visit import settled

MOST = 2.6e6


def test_a_first_visit_to_the_page_with_most_charts_moves_less_than_2_6_megabytes(new_context, dashboard):
    page = new_context().new_page()
    moved = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: moved.append(event["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived", lambda event: moved.append(len(event["response"]["payloadData"]) * 3 / 4)
    )

    page.goto(dashboard.url)
    settled(page)

    assert page.get_by_test_id("stPlotlyChart").count() >= 4
    assert 1e6 < sum(moved) < MOST, f"{sum(moved) / 1e6:.2f} MB"


def test_the_chart_library_is_sent_compressed(new_context, dashboard):
    page, answers = new_context().new_page(), []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(dashboard.url)
    settled(page)

    library = next(answer for answer in answers if "PlotlyChart" in answer.url)
    assert library.headers["content-encoding"] == "br"
    assert len(library.body()) > 3e6  # what it unpacks to
