import { useEffect, useState } from 'react';
import { Field } from '@/components/field';
import { useMessages } from '@/lib/messages/provider';
import { EARLIEST, LATEST, type Tuning } from './tuning';

interface YearsProps {
  tuning: Tuning;
  onChange: (patch: { from?: number | undefined; to?: number | undefined }) => void;
}

export function Years({ tuning, onChange }: YearsProps) {
  const { t } = useMessages();
  const empty = tuning.from !== undefined && tuning.to !== undefined && tuning.from > tuning.to;
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{t('explore.years')}</legend>
      <div className="grid grid-cols-2 gap-3">
        <Year label={t('explore.years.from')} year={tuning.from} onChange={(from) => onChange({ from })} />
        <Year label={t('explore.years.to')} year={tuning.to} onChange={(to) => onChange({ to })} />
      </div>
      {empty && <p className="mt-1 text-sm text-bad">{t('explore.years.empty')}</p>}
    </fieldset>
  );
}

interface YearProps {
  label: string;
  year: number | undefined;
  onChange: (year: number | undefined) => void;
}

/** Holds what was typed so far; says it once it is a year. */
function Year({ label, year, onChange }: YearProps) {
  const shown = year === undefined ? '' : String(year);
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  return (
    <Field
      label={label}
      inputMode="numeric"
      maxLength={4}
      placeholder="…"
      value={typed}
      onChange={(event) => {
        const text = event.target.value.replace(/\D/g, '');
        setTyped(text);
        const next = Number(text);
        if (text === '') onChange(undefined);
        else if (next >= EARLIEST && next <= LATEST) onChange(next);
      }}
      onBlur={() => setTyped(shown)}
    />
  );
}
