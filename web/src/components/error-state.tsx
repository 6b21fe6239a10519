import { Problem } from '@/lib/api/problem';
import type { MessageKey } from '@/lib/messages/catalogues';
import { useMessages } from '@/lib/messages/provider';
import { Button, ButtonLink } from './button';
import { Icon } from './icon';

function words(error: unknown): [MessageKey, MessageKey] {
  const status = error instanceof Problem ? error.status : -1;
  if (status === 0) return ['error.unreachable', 'error.unreachable.help'];
  if (status === 404) return ['error.not_found', 'error.not_found.help'];
  if (status === 429) return ['error.too_many', 'error.too_many.help'];
  return ['error.unexpected', 'error.unexpected.help'];
}

/** What went wrong in words, what helps, and a way on. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useMessages();
  const [title, help] = words(error);
  const instance = error instanceof Problem && error.status >= 500 ? error.instance : null;
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-12 text-center">
      <span className="text-bad">
        <Icon name="warning" size={32} />
      </span>
      <h2 className="mt-3 text-xl font-semibold">{t(title)}</h2>
      <p className="mt-2 max-w-prose text-quiet">{t(help)}</p>
      {instance && <p className="mt-2 text-sm text-quiet">{t('error.instance', { instance })}</p>}
      <div className="mt-5 flex flex-wrap justify-center gap-3">
        {onRetry && <Button onClick={onRetry}>{t('common.try_again')}</Button>}
        <ButtonLink to="/" look="bare">
          {t('error.home')}
        </ButtonLink>
      </div>
    </div>
  );
}
