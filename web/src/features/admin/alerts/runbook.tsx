import { useMessages } from '@/lib/messages/provider';
import { Markdown } from '../markdown';
import { Back, ToOne } from '../to-one';
import { runbookOf } from './runbooks';

/** What an alert means, and what to do about it. Pages link to each other; what is no runbook stands in words alone. */
export function Runbook({ text }: { text: string }) {
  const { t } = useMessages();
  return (
    <>
      <Back tab="alerts">{t('alerts.back')}</Back>
      <article lang="en" className="mt-12 rounded-md border border-line bg-surface px-4 py-5 md:px-6">
        <Markdown
          text={text}
          under={2}
          link={(to, words) => {
            const name = /^([a-z-]+)\.md$/.exec(to)?.[1];
            return name && runbookOf(name) ? (
              <ToOne tab="alerts" one={name}>
                {words}
              </ToOne>
            ) : (
              words
            );
          }}
        />
      </article>
    </>
  );
}
