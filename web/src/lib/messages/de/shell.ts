import type { shell as original } from '../en/shell';

export const shell = {
  'shell.session_ended': 'Deine Sitzung ist beendet. Melde dich neu an, um weiterzumachen.',
  'shell.skip': 'Zum Inhalt springen',
  'shell.main_navigation': 'Hauptmenü',
  'shell.home': 'Start',
  'shell.explore': 'Entdecken',
  'shell.library': 'Sammlung',
  'shell.analytics': 'Auswertung',
  'shell.compare': 'Vergleich',
  'shell.import': 'Verlauf mitbringen',
  'shell.me': 'Profil und Daten',
  'shell.alerts':
    '{count, plural, one {Ein Alarm ist offen: Etwas ist nicht, wie es sein soll} other {# Alarme sind offen: Etwas ist nicht, wie es sein soll}}',
  'shell.admin': 'Verwaltung',
  'shell.start': 'Geschmack beibringen',
  'shell.menu': 'Menü',
  'shell.theme': 'Darstellung',
  'shell.theme.system': 'Wie das Gerät',
  'shell.theme.light': 'Hell',
  'shell.theme.dark': 'Dunkel',
  'shell.language': 'Sprache',
  'shell.login': 'Anmelden',
  'shell.logout': 'Abmelden',
  'shell.logged_in_as': 'Angemeldet als {name}',
} satisfies Record<keyof typeof original, string>;
