export const auth = {
  'auth.login.title': 'Good to see you',
  'auth.login.lead': 'Log in to pick up where you left off.',
  'auth.login.submit': 'Log in',
  'auth.login.to_register': 'New here? Create an account',
  'auth.login.failed': 'Name and password do not fit together.',
  'auth.register.title': 'Take a seat',
  'auth.register.lead':
    'A name and a password are all it takes. What you rate stays here, and you can take it with you.',
  'auth.register.submit': 'Create the account',
  'auth.register.to_login': 'Have an account? Log in',
  'auth.register.taken': 'The account could not be opened. The name may be taken: try another one.',
  'auth.name': 'Name',
  'auth.password': 'Password',
  'auth.password.help': 'At least 8 characters. A short sentence is good.',
  'auth.password.show': 'Show the password',
  'auth.invitation': 'Invitation',
  'auth.invitation.help': 'Only where this Matinee asks for one.',
} as const;
