from html.parser import HTMLParser

from matinee.ops.reports.pages import beside, page_of, section, table

HOSTILE = "<img src=x onerror=alert(1)>&$title ${x}"


class Text(HTMLParser):
    """What a reader sees, and the tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_shows_everything_it_is_given_as_text_and_runs_nothing() -> None:
    rows = table(HOSTILE, [HOSTILE, "b"], [[HOSTILE, "2"]])
    page = page_of(
        HOSTILE,
        subtitle=HOSTILE,
        tiles=[(HOSTILE, "figure")],
        sections=[section(HOSTILE, HOSTILE, beside("<svg></svg>", rows))],
        footer=HOSTILE,
    )

    shown = Text(page)
    assert "img" not in shown.tags
    assert "script" not in shown.tags
    assert shown.text.count(HOSTILE) == 10


def test_a_page_fetches_nothing() -> None:
    page = page_of("Title", subtitle="", sections=[], footer="")

    assert "default-src 'none'" in page
    assert [word for word in ("src=", "href=", "@import", "url(") if word in page] == []
