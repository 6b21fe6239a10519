import type { ReactNode } from 'react';
import { classes } from '@/components/class-names';
import { Icon, type IconName } from '@/components/icon';

interface NoticeProps {
  tone?: 'plain' | 'good' | 'bad';
  icon: IconName;
  title: string;
  children?: ReactNode;
}

const TONES = { plain: 'border-line-strong', good: 'border-good', bad: 'border-bad' };
const INKS = { plain: 'text-quiet', good: 'text-good', bad: 'text-bad' };

/** What is to be known before anything else on the page. */
export function Notice({ tone = 'plain', icon, title, children }: NoticeProps) {
  return (
    <div className={classes('flex gap-3 rounded-md border bg-surface px-4 py-3', TONES[tone])}>
      <span className={classes('mt-0.5', INKS[tone])}>
        <Icon name={icon} />
      </span>
      <div className="min-w-0">
        <p className="font-semibold">{title}</p>
        {children && <div className="mt-1 max-w-prose text-sm text-quiet">{children}</div>}
      </div>
    </div>
  );
}
