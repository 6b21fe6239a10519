import type { alerts as original } from '../en/alerts';

export const alerts = {
  'alerts.open': 'Offene Alarme',
  'alerts.open.lead':
    'Gefunden von Aufgaben, die jede Stunde und jeden Tag nachsehen, und beim Lernen. Ein Alarm endet, wenn er nicht mehr gefunden wird.',
  'alerts.none': 'Alles ist, wie es sein soll',
  'alerts.none.help':
    'Misslungene und langsame Anfragen, Modelle, die mehr als sonst danebenliegen, und Veränderungen stünden hier.',
  'alerts.past': 'Frühere Alarme',
  'alerts.past.lead': 'Die zu Ende sind, 400 Tage lang.',
  'alerts.past.none': 'Es gibt keine.',
  'alerts.what': 'Was gefunden wurde',
  'alerts.level': 'Stufe',
  'alerts.level.critical': 'Dringend',
  'alerts.level.info': 'Zur Kenntnis',
  'alerts.level.warning': 'Warnung',
  'alerts.begun': 'Begonnen',
  'alerts.ended': 'Zu Ende',
  'alerts.since': 'Seit {begun}, zuletzt gefunden {last}',
  'alerts.value': '{value} wurde gesehen, {limit} ist die Grenze.',
  'alerts.acknowledge': 'Ich kümmere mich',
  'alerts.acknowledge.done': 'Er bleibt offen, bis er nicht mehr gefunden wird',
  'alerts.acknowledged': '{name} kümmert sich, seit {when}',
  'alerts.runbook': 'Anleitung',
  'alerts.runbook.title': 'Anleitung: {title}',
  'alerts.back': 'Alle Alarme',
} satisfies Record<keyof typeof original, string>;
