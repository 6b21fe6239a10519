import { useId } from 'react';
import { useMessages } from '@/lib/messages/provider';

/** How much of a taste has been told, from 0 to 1. */
export function Known({ share, count }: { share: number; count: number }) {
  const { t, formats } = useMessages();
  const name = useId();
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <span id={name} className="font-medium">
          {t('start.known')}
        </span>
        <span className="text-sm text-quiet tabular-nums">
          {t('start.known.count', { count })} · {formats.percent(share)}
        </span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="mt-2 h-2 overflow-hidden rounded-full bg-pressed"
      >
        <div
          className="h-full origin-left rounded-full bg-accent transition-transform duration-200"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
}
