import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Field } from '@/components/field';
import { Problem } from '@/lib/api/problem';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { AuthForm } from './auth-form';
import { PasswordField } from './password-field';
import { useLogin } from './requests/login';

export function LoginPage() {
  const { t } = useMessages();
  const { reason } = useProblemWords();
  const { next } = useSearch({ from: '/login' });
  const router = useRouter();
  const login = useLogin();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const wrong = login.error instanceof Problem && login.error.status === 401;
  return (
    <AuthForm
      title={t('auth.login.title')}
      lead={t('auth.login.lead')}
      submit={t('auth.login.submit')}
      busy={login.isPending}
      fault={wrong ? t('auth.login.failed') : login.error && reason(login.error)}
      onSubmit={() =>
        login.mutate({ username, password }, { onSuccess: () => router.history.push(next ?? '/') })
      }
      other={
        <Link to="/register" search={next ? { next } : {}} className="underline underline-offset-4">
          {t('auth.login.to_register')}
        </Link>
      }
    >
      <Field
        label={t('auth.name')}
        autoFocus
        autoComplete="username"
        autoCapitalize="none"
        required
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <PasswordField value={password} onChange={setPassword} />
    </AuthForm>
  );
}
