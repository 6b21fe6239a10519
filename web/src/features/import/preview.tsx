import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Choice } from '@/components/choice';
import { Tabs } from '@/components/tabs';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { Busy } from './busy';
import { Lines } from './lines';
import { ReadAgain } from './read-again';
import { type Conflicts, type Import, importQuery, useApply, useThrowAway } from './requests/imports';
import type { LineState } from './requests/lines';
import { useFormatName } from './words';

/** What needs a look stands first. */
const STATES: readonly LineState[] = ['unsure', 'unmatched', 'matched', 'fixed', 'skipped', 'bad'];
const LOOK = 1_000;
const RULES: readonly Conflicts[] = ['newest', 'file', 'mine'];

interface PreviewProps {
  of: Import;
  /** Where the page still holds it. */
  file: File | null;
  onOpen: (id: number | null) => void;
}

/** What a file would do, before anything is done. */
export function Preview({ of, file, onOpen }: PreviewProps) {
  const { t } = useMessages();
  const nameOf = useFormatName();
  const failed = useFailed();
  const apply = useApply(of.id);
  const away = useThrowAway(of.id);
  // Once it has begun, the page tells how far it is.
  useQuery({ ...importQuery(of.id), refetchInterval: apply.isPending ? LOOK : false });
  const count = (state: LineState) => of.lines[state] ?? 0;
  // A tab stays for as long as the page is looked at, even if its last line was put right.
  const [tabs] = useState(() =>
    STATES.filter((one) => count(one) > 0 || one === 'fixed' || one === 'skipped'),
  );
  const [tab, setTab] = useState<string>(() => STATES.find((one) => count(one) > 0) ?? 'matched');
  const [conflicts, setConflicts] = useState<Conflicts>('newest');
  const usable = count('matched') + count('fixed');
  const all = STATES.reduce((sum, one) => sum + count(one), 0);
  if (apply.isPending) return <Busy text={t('import.applying', { count: usable })} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <section className="rounded-md border border-line bg-surface p-5">
        <h2 className="text-xl font-semibold">{nameOf(of.format)}</h2>
        <p className="mt-1 text-quiet">
          {t('import.counts', { usable, all })}
          {of.scale !== null && ` ${t('import.scale', { scale: of.scale })}`}
        </p>
        {of.scale !== null && file !== null && <ReadAgain of={of} file={file} onOpen={onOpen} />}
        <div className="mt-5">
          <Choice
            label={t('import.conflicts')}
            value={conflicts}
            options={RULES.map((one) => ({ value: one, label: t(`import.conflicts.${one}`) }))}
            onChange={setConflicts}
          />
          <p className="mt-2 text-sm text-quiet">{t(`import.conflicts.${conflicts}.help`)}</p>
        </div>
        <div className="mt-5 flex flex-wrap gap-2">
          <Button
            look="accent"
            disabled={usable === 0}
            onClick={() => apply.mutate(conflicts, { onError: failed })}
          >
            {t('import.apply', { count: usable })}
          </Button>
          <Button
            look="bare"
            icon="trash"
            busy={away.isPending}
            onClick={() => away.mutate(undefined, { onSuccess: () => onOpen(null), onError: failed })}
          >
            {t('import.throw_away')}
          </Button>
        </div>
      </section>
      <Tabs
        label={t('import.lines')}
        value={tab}
        onChange={setTab}
        tabs={tabs.map((state) => ({
          id: state,
          label: `${t(`import.line.${state}`)} (${count(state)})`,
          content: <Lines key={state} id={of.id} state={state} />,
        }))}
      />
    </div>
  );
}
