"""What goes in and out about what people set for themselves."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from matinee.domain.preferences import Preferences, Row, StarsShown
from matinee.doors.api.shapes import Asked, Line
from matinee.kit.clock import iso

MOST_ROWS = 50
RowName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_:-]{0,39}$")]


class HomeRow(Asked):
    row: RowName = Field(description="As the page calls it.", examples=["trending"])
    hidden: bool = False


def _once(rows: list[HomeRow]) -> list[HomeRow]:
    if len({one.row for one in rows}) < len(rows):
        raise ValueError("each row stands once")
    return rows


class SetPreferences(Asked):
    """What is left out stays as it was; `null` takes back a region or a language."""

    region: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$", to_upper=True)] | None = Field(
        default=None, description="The country in which you watch, as two letters.", examples=["FR"]
    )
    services: list[Line] = Field(
        default=[], max_length=50, description="What you watch on, as `services` names it.", examples=[["Parlour"]]
    )
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")] | None = Field(
        default=None, description="Of the pages, as in BCP 47.", examples=["de"]
    )
    rows: Annotated[list[HomeRow], AfterValidator(_once)] = Field(
        default=[], max_length=MOST_ROWS, description="Of the home page, in your order."
    )
    stars: StarsShown = Field(default="five", description="As pages show them; the API always tells stars out of five.")

    def changes(self) -> dict[str, Any]:
        """What was sent, as the fields of `Preferences`."""
        said: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        if "services" in said:
            said["services"] = tuple(dict.fromkeys(self.services))
        if "rows" in said:
            said["rows"] = tuple(Row(one.row, one.hidden) for one in self.rows)
        return said


class PreferencesSet(BaseModel):
    region: str | None = Field(description="null as long as you have not said so: nobody guesses it.", examples=["FR"])
    services: list[str] = Field(examples=[["Parlour", "Boundless"]])
    language: str | None = Field(description="null for that of the browser.", examples=["de"])
    rows: list[HomeRow] = Field(description="In your order; a row that is not here stands where the page puts it.")
    stars: StarsShown
    set_at: str | None = Field(description="null where nothing was set yet.")

    @classmethod
    def of(cls, found: Preferences) -> "PreferencesSet":
        return cls(
            region=found.region,
            services=list(found.services),
            language=found.language,
            rows=[HomeRow(row=one.row, hidden=one.hidden) for one in found.rows],
            stars=found.stars,
            set_at=None if found.set_at is None else iso(found.set_at),
        )
