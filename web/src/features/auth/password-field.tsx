import { useState } from 'react';
import { IconButton } from '@/components/button';
import { Field } from '@/components/field';
import { useMessages } from '@/lib/messages/provider';

interface PasswordFieldProps {
  value: string;
  onChange: (value: string) => void;
  isNew?: boolean;
  fault?: string | undefined;
}

export function PasswordField({ value, onChange, isNew = false, fault }: PasswordFieldProps) {
  const { t } = useMessages();
  const [shown, setShown] = useState(false);
  return (
    <Field
      label={t('auth.password')}
      help={isNew ? t('auth.password.help') : undefined}
      fault={fault}
      type={shown ? 'text' : 'password'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      required
      minLength={isNew ? 8 : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      inside={
        <IconButton
          icon="eye"
          label={t('auth.password.show')}
          aria-pressed={shown}
          onClick={() => setShown((now) => !now)}
        />
      }
    />
  );
}
