import { Button } from '@/components/button';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { ToOne } from '../to-one';
import { shortName } from './names';
import { Parts } from './parts';
import type { Acts } from './use-acts';

type Seen = Schemas['VersionSeen'];

/** All versions, the newest first, with what can be done about each. */
export function Versions({ seen, acts }: { seen: readonly Seen[]; acts: Acts }) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {seen.map((one) => (
        <li
          key={one.version}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3.5"
        >
          <About seen={one} />
          <VersionActs seen={one} acts={acts} />
        </li>
      ))}
    </ul>
  );
}

function About({ seen }: { seen: Seen }) {
  const { t, formats } = useMessages();
  const facts = [
    seen.data,
    seen.people !== null && t('models.people', { count: seen.people }),
    seen.events !== null && t('models.events', { count: seen.events }),
    seen.added_at && formats.moment(seen.added_at),
  ].filter(Boolean);
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-2">
        <ToOne tab="models" one={seen.version}>
          {shortName(seen.version)}
        </ToOne>
        <Parts seen={seen} />
      </p>
      {seen.fault ? (
        <p className="mt-1 text-sm text-bad" lang="en">
          {seen.fault}
        </p>
      ) : (
        <p className="mt-1 text-sm text-quiet">{facts.join(' · ')}</p>
      )}
    </div>
  );
}

/** Promote it, or try it on some people or on nobody; whatever goes with the part it has. */
export function VersionActs({ seen, acts }: { seen: Seen; acts: Acts }) {
  const { t } = useMessages();
  const name = shortName(seen.version);
  const has = (role: string) => seen.roles.includes(role);
  const warned = seen.outcome !== 'promote' && seen.outcome !== 'promote_as_fresher';
  if (seen.fault || has('champion')) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="small"
        aria-label={t('models.promote.label', { name })}
        onClick={() => acts.promote(seen.version, warned)}
      >
        {t('models.promote')}
      </Button>
      {!has('canary') && (
        <Button
          size="small"
          look="bare"
          aria-label={t('models.canary.label', { name })}
          onClick={() => acts.setCanary(seen.version)}
        >
          {t('models.canary.do')}
        </Button>
      )}
      {!has('shadow') && (
        <Button
          size="small"
          look="bare"
          aria-label={t('models.shadow.label', { name })}
          onClick={() => acts.setShadow(seen.version)}
        >
          {t('models.shadow.do')}
        </Button>
      )}
    </div>
  );
}
