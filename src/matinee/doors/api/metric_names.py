"""Every figure of the house that /metrics tells beside what it counts itself, and what it means."""

from collections.abc import Iterable, Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from matinee.domain.life import HouseFigure

FIGURES: dict[str, tuple[str, tuple[str, ...]]] = {
    "matinee_storage_up": ("Whether the database answered.", ()),
    "matinee_model_bytes": ("Size of the release that answers, which all workers share.", ("model",)),
    "matinee_model_titles": ("Titles that the release knows.", ("model",)),
    "matinee_gpus": ("Graphics cards that say how busy they are.", ()),
    "matinee_gpu_utilization_ratio": ("Share of the last moments in which a graphics card worked.", ("gpu",)),
    "matinee_home_free_bytes": ("Room that is left where the home folder lies.", ()),
    "matinee_home_size_bytes": ("Room that there is where the home folder lies.", ()),
    "matinee_alerts": ("Alerts that are open and that nobody has acknowledged.", ("level",)),
    "matinee_figures_timestamp_seconds": ("When the figures of the house were last worked out.", ()),
    "matinee_job_last_success_timestamp_seconds": ("When a job was last done.", ("job_name",)),
    "matinee_job_expected_timestamp_seconds": ("By when a job should be done again.", ("job_name",)),
    "matinee_job_interval_seconds": ("Time from one job of its kind to the next.", ("job_name",)),
    "matinee_model_rmse_stars": ("Root mean squared error of expected ratings that came in 7 days.", ("model",)),
    "matinee_model_mae_stars": ("Mean absolute error of expected ratings that came in 7 days.", ("model",)),
    "matinee_model_rmse_usual_stars": ("The same root mean squared error in the 28 days before.", ("model",)),
    "matinee_model_rmse_limit_stars": ("The error from which on it is worse than usual.", ("model",)),
    "matinee_precision_at_k_ratio": ("Share of the first k places liked or watched within 7 days.", ("k",)),
    "matinee_recommendation_click_ratio": ("Share of places whose title was opened.", ("model", "position")),
    "matinee_recommendation_conversion_ratio": ("Share of slates of which something was liked or watched.", ()),
    "matinee_recommendation_value": ("What the watches that came of a slate are worth, on average.", ()),
    "matinee_user_satisfaction_score": ("Mean of the answers to how good a slate was, from 1 to 5.", ()),
    "matinee_user_retention_ratio": ("Share of new accounts that came back so many days later.", ("days",)),
    "matinee_active_users": ("People who were shown something, rated or watched.", ("days",)),
    "matinee_visit_seconds": ("Mean length of a visit in the last day.", ()),
    "matinee_catalogue_coverage_ratio": ("Share of the catalogue that anybody was shown in 7 days.", ()),
    "matinee_long_tail_ratio": ("Share of places that went to titles outside the best known fifth.", ()),
    "matinee_genre_gini_ratio": ("How unequal genres are in what is shown, 0 for all alike.", ()),
    "matinee_feature_drift_psi": ("How far the last day lies from what is usual.", ("feature",)),
    "matinee_feature_drift_limit_psi": ("How far it may lie by luck.", ("feature",)),
}
"""By name: what it is, and its labels. Gauges all of them, since they are of one moment."""


class HouseCollector:
    """For one answer of /metrics. Figures that have no name here are left out: they are of another version."""

    def __init__(self, found: Iterable[HouseFigure]) -> None:
        self._found = list(found)

    def collect(self) -> Iterator[Metric]:
        by_name: dict[str, list[HouseFigure]] = {}
        for one in self._found:
            by_name.setdefault(one.name, []).append(one)
        for name, (told, labels) in FIGURES.items():
            if name in by_name:
                family = GaugeMetricFamily(name, told, labels=labels)
                for one in by_name[name]:
                    family.add_metric([one.labels.get(label, "") for label in labels], one.value)
                yield family
