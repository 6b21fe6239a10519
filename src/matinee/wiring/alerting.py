"""Where alerts are told."""

from matinee.adapters.webhooks.alerts import tell
from matinee.domain.alerts import Alert
from matinee.wiring.settings import Settings

HOUSE = "Matinee"


async def tell_elsewhere(settings: Settings, alert: Alert) -> None:
    """Nothing where the settings name no webhook. Unreachable where nobody took it."""
    if settings.alert_webhook is None:
        return
    secret = settings.alert_webhook_secret
    await tell(
        settings.alert_webhook.get_secret_value(),
        alert,
        house=HOUSE,
        secret=None if secret is None else secret.get_secret_value(),
    )
