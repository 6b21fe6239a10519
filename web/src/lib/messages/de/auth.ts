import type { auth as original } from '../en/auth';

export const auth = {
  'auth.login.title': 'Schön, dass du da bist',
  'auth.login.lead': 'Melde dich an und mach weiter, wo du warst.',
  'auth.login.submit': 'Anmelden',
  'auth.login.to_register': 'Neu hier? Konto anlegen',
  'auth.login.failed': 'Name und Passwort passen nicht zusammen.',
  'auth.register.title': 'Nimm Platz',
  'auth.register.lead':
    'Name und Passwort genügen. Was du bewertest, bleibt hier, und du kannst es jederzeit mitnehmen.',
  'auth.register.submit': 'Konto anlegen',
  'auth.register.to_login': 'Schon ein Konto? Anmelden',
  'auth.register.taken':
    'Das Konto konnte nicht angelegt werden. Vielleicht ist der Name vergeben: Versuche einen anderen.',
  'auth.name': 'Name',
  'auth.name.help': 'Buchstaben und Ziffern, dazwischen . - und _, ohne Leerzeichen.',
  'auth.password': 'Passwort',
  'auth.password.help': 'Mindestens 8 Zeichen. Ein kurzer Satz ist gut.',
  'auth.password.show': 'Passwort zeigen',
  'auth.invitation': 'Einladung',
  'auth.invitation.help': 'Nur wo dieses Matinee eine verlangt.',
} satisfies Record<keyof typeof original, string>;
