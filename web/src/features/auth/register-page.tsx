import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Field } from '@/components/field';
import { Problem } from '@/lib/api/problem';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { AuthForm } from './auth-form';
import { PasswordField } from './password-field';
import { useLogin } from './requests/login';
import { useRegister } from './requests/register';

export function RegisterPage() {
  const { t } = useMessages();
  const { next } = useSearch({ from: '/register' });
  const router = useRouter();
  const register = useRegister();
  const login = useLogin();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [invitation, setInvitation] = useState('');
  const refused = register.error instanceof Problem ? register.error : null;
  const closed = refused?.code === 'registration_closed';
  const words = useProblemWords();
  // The service does not say that a name is taken; that one cannot log in with the new password does.
  const general = register.isError && !refused?.fields.length ? words.reason(register.error) : null;
  const fault = login.isError ? t('auth.register.taken') : general;

  function submit() {
    const who = { username, password, ...(invitation && { invitation }) };
    register.mutate(who, {
      onSuccess: () =>
        login.mutate({ username, password }, { onSuccess: () => router.history.push(next ?? '/start') }),
    });
  }

  return (
    <AuthForm
      title={t('auth.register.title')}
      lead={t('auth.register.lead')}
      submit={t('auth.register.submit')}
      busy={register.isPending || login.isPending}
      fault={fault}
      onSubmit={submit}
      other={
        <Link to="/login" search={next ? { next } : {}} className="underline underline-offset-4">
          {t('auth.register.to_login')}
        </Link>
      }
    >
      <Field
        label={t('auth.name')}
        help={t('auth.name.help')}
        fault={words.fault(refused, 'username')}
        autoFocus
        autoComplete="username"
        autoCapitalize="none"
        maxLength={64}
        required
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <PasswordField value={password} onChange={setPassword} isNew fault={words.fault(refused, 'password')} />
      {(closed || invitation) && (
        <Field
          label={t('auth.invitation')}
          help={t('auth.invitation.help')}
          value={invitation}
          onChange={(event) => setInvitation(event.target.value)}
        />
      )}
    </AuthForm>
  );
}
