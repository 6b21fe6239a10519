import type { FormEvent, ReactNode } from 'react';
import { Button } from '@/components/button';
import { Page } from '@/components/page';

interface AuthFormProps {
  title: string;
  lead: string;
  submit: string;
  busy: boolean;
  /** Why it did not work. */
  fault: string | null;
  onSubmit: () => void;
  children: ReactNode;
  /** The way to the other form. */
  other: ReactNode;
}

export function AuthForm({ title, lead, submit, busy, fault, onSubmit, children, other }: AuthFormProps) {
  function send(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <div className="mx-auto max-w-md pt-4 md:pt-12">
      <Page title={title} lead={lead} width="narrow">
        <form onSubmit={send} className="grid gap-5">
          {children}
          {fault && (
            <p role="alert" className="rounded-sm border border-bad px-3 py-2 text-bad">
              {fault}
            </p>
          )}
          <Button type="submit" look="accent" busy={busy}>
            {submit}
          </Button>
        </form>
        <p className="mt-6 text-center">{other}</p>
      </Page>
    </div>
  );
}
