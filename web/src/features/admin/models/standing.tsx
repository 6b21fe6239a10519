import type { ReactNode } from 'react';
import { Button } from '@/components/button';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { ToOne } from '../to-one';
import { byName, shortName } from './names';
import type { Acts } from './use-acts';

/** Who answers whom at this moment. */
export function Standing({ roles, acts }: { roles: Schemas['RolesSeen']; acts: Acts }) {
  const { t, formats } = useMessages();
  return (
    <ul className="grid gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-2">
      <Part
        name={t('models.role.champion')}
        version={roles.champion}
        none={t('models.champion.none')}
        says={
          roles.champion
            ? t('models.champion.says', {
                when: formats.moment(roles.since),
                by: byName(roles.by, t),
              })
            : t('models.champion.none.help')
        }
      />
      <Part
        name={t('models.role.previous')}
        version={roles.previous}
        none={t('models.previous.none')}
        says={t(roles.previous ? 'models.previous.says' : 'models.previous.none.help')}
        action={
          roles.previous && (
            <Button size="small" onClick={acts.rollBack}>
              {t('models.roll_back')}
            </Button>
          )
        }
      />
      <Part
        name={t('models.role.canary')}
        version={roles.canary?.version ?? null}
        none={t('models.canary.none')}
        says={
          roles.canary
            ? t('models.canary.told', {
                share: formats.percent(roles.canary.share),
                when: formats.moment(roles.canary.since),
              })
            : t('models.canary.none.help')
        }
        action={
          roles.canary && (
            <Button size="small" onClick={acts.endCanary}>
              {t('models.canary.end')}
            </Button>
          )
        }
      />
      <Part
        name={t('models.role.shadow')}
        version={roles.shadow}
        none={t('models.shadow.none')}
        says={t(roles.shadow ? 'models.shadow.told' : 'models.shadow.none.help')}
        action={
          roles.shadow && (
            <Button size="small" onClick={acts.endShadow}>
              {t('models.shadow.end')}
            </Button>
          )
        }
      />
    </ul>
  );
}

interface PartProps {
  name: string;
  version: string | null;
  none: string;
  says: string;
  action?: ReactNode;
}

function Part({ name, version, none, says, action }: PartProps) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 bg-surface px-4 py-4">
      <div className="min-w-0">
        <p className="text-sm text-quiet">{name}</p>
        <p className="mt-0.5 font-display text-xl font-semibold">
          {version ? (
            <ToOne tab="models" one={version}>
              {shortName(version)}
            </ToOne>
          ) : (
            none
          )}
        </p>
        <p className="mt-1 max-w-prose text-sm text-quiet">{says}</p>
      </div>
      {action}
    </li>
  );
}
