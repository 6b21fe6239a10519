import { useState } from 'react';
import { Select } from '@/components/select';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { toast } from '@/lib/toasts';
import { type Change, useChangeModels } from '../requests/models';
import type { Asking } from '../why-dialog';
import { shortName } from './names';

type Roles = Schemas['RolesSeen'];
const SHARES = ['0.05', '0.1', '0.2', '0.5'];

export interface Acts {
  asking: Asking | null;
  close: () => void;
  promote: (version: string, warned: boolean) => void;
  rollBack: () => void;
  setCanary: (version: string) => void;
  endCanary: () => void;
  setShadow: (version: string) => void;
  endShadow: () => void;
}

/** What can be done with versions: each is asked for once more, with the reason, and can be taken back for some seconds. */
export function useActs(roles: Roles): Acts {
  const { t, formats } = useMessages();
  const [asking, setAsking] = useState<Asking | null>(null);
  const change = useChangeModels();

  const done = (text: string, back?: Change) =>
    toast({
      text,
      ...(back && { action: { label: t('common.undo'), act: () => change.mutate(back) } }),
    });
  const taken = { why: t('models.why.undo') };

  return {
    asking,
    close: () => setAsking(null),
    promote: (version, warned) => {
      const name = shortName(version);
      setAsking({
        title: t('models.promote.title', { name }),
        says: t(warned ? 'models.promote.warned' : 'models.promote.says', { name }),
        action: t('models.promote'),
        bad: warned,
        why: true,
        act: async (why) => {
          await change.mutateAsync({ kind: 'promote', version, why });
          done(t('models.promoted', { name }), roles.champion ? { kind: 'rollback', ...taken } : undefined);
        },
      });
    },
    rollBack: () => {
      const { champion, previous } = roles;
      if (!previous) return;
      const name = shortName(previous);
      setAsking({
        title: t('models.roll_back.title', { name }),
        says: t('models.roll_back.says', { name }),
        action: t('models.roll_back'),
        why: true,
        act: async (why) => {
          await change.mutateAsync({ kind: 'rollback', why });
          done(
            t('models.rolled_back', { name }),
            champion ? { kind: 'promote', version: champion, ...taken } : undefined,
          );
        },
      });
    },
    setCanary: (version) => {
      const name = shortName(version);
      let share = '0.1';
      setAsking({
        title: t('models.canary.title', { name }),
        says: t('models.canary.says', { name }),
        action: t('models.canary.do'),
        why: true,
        more: (
          <Share
            options={SHARES.map((one) => ({ value: one, label: formats.percent(Number(one)) }))}
            onChange={(next) => {
              share = next;
            }}
          />
        ),
        act: async (why) => {
          await change.mutateAsync({ kind: 'canary', version, share: Number(share), why });
          done(t('models.canary.set', { name, share: formats.percent(Number(share)) }), {
            kind: 'canary',
            version: null,
            ...taken,
          });
        },
      });
    },
    endCanary: () => {
      const { canary } = roles;
      if (!canary) return;
      const name = shortName(canary.version);
      setAsking({
        title: t('models.canary.end.title', { name }),
        says: t('models.canary.end.says', { name }),
        action: t('models.canary.end'),
        why: true,
        act: async (why) => {
          await change.mutateAsync({ kind: 'canary', version: null, why });
          done(t('models.canary.ended', { name }), {
            kind: 'canary',
            version: canary.version,
            share: canary.share,
            ...taken,
          });
        },
      });
    },
    setShadow: (version) => {
      const name = shortName(version);
      setAsking({
        title: t('models.shadow.title', { name }),
        says: t('models.shadow.says', { name }),
        action: t('models.shadow.do'),
        why: true,
        act: async (why) => {
          await change.mutateAsync({ kind: 'shadow', version, why });
          done(t('models.shadow.set', { name }), { kind: 'shadow', version: null, ...taken });
        },
      });
    },
    endShadow: () => {
      const { shadow } = roles;
      if (!shadow) return;
      const name = shortName(shadow);
      setAsking({
        title: t('models.shadow.end.title', { name }),
        says: t('models.shadow.end.says', { name }),
        action: t('models.shadow.end'),
        why: true,
        act: async (why) => {
          await change.mutateAsync({ kind: 'shadow', version: null, why });
          done(t('models.shadow.ended', { name }), { kind: 'shadow', version: shadow, ...taken });
        },
      });
    },
  };
}

function Share(props: {
  options: readonly { value: string; label: string }[];
  onChange: (share: string) => void;
}) {
  const { t } = useMessages();
  const [share, setShare] = useState('0.1');
  return (
    <Select
      label={t('models.canary.share')}
      help={t('models.canary.share.help')}
      value={share}
      options={props.options}
      onChange={(next) => {
        setShare(next);
        props.onChange(next);
      }}
    />
  );
}
