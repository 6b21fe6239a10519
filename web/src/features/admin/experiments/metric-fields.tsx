import { Chip } from '@/components/chip';
import { Field } from '@/components/field';
import { useMessages } from '@/lib/messages/provider';
import { GUARDED } from './plan';
import { metricName } from './words';

const USUAL = '20';

interface GuardsProps {
  /** Per cent that may be lost, by metric. */
  guardrails: Record<string, string>;
  fault: string | undefined;
  onChange: (guardrails: Record<string, string>) => void;
}

/** What must not get worse, whatever the metric that decides says. */
export function GuardFields({ guardrails, fault, onChange }: GuardsProps) {
  const { t } = useMessages();
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t('experiments.guardrails')}</legend>
      <p className="mb-3 text-sm text-quiet">{t('experiments.guardrails.help')}</p>
      <div className="flex flex-wrap gap-2">
        {GUARDED.map((one) => (
          <Chip
            key={one}
            on={one in guardrails}
            onPress={() => {
              const { [one]: there, ...rest } = guardrails;
              onChange(there === undefined ? { ...rest, [one]: USUAL } : rest);
            }}
          >
            {metricName(one, t)}
          </Chip>
        ))}
      </div>
      {Object.keys(guardrails).length > 0 && (
        <div className="mt-4 grid gap-4 sm:grid-cols-3">
          {Object.entries(guardrails).map(([name, lost]) => (
            <Field
              key={name}
              label={t('experiments.guardrails.lost', { metric: metricName(name, t) })}
              fault={fault}
              type="number"
              inputMode="decimal"
              min={0}
              max={99}
              step="any"
              value={lost}
              onChange={(event) => onChange({ ...guardrails, [name]: event.target.value })}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

interface OthersProps {
  metrics: readonly string[];
  others: readonly string[];
  onChange: (others: string[]) => void;
}

/** What is looked at besides; it decides nothing. */
export function OtherFields({ metrics, others, onChange }: OthersProps) {
  const { t } = useMessages();
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t('experiments.others')}</legend>
      <p className="mb-3 text-sm text-quiet">{t('experiments.others.help')}</p>
      <div className="flex flex-wrap gap-2">
        {metrics.map((one) => (
          <Chip
            key={one}
            on={others.includes(one)}
            onPress={() =>
              onChange(others.includes(one) ? others.filter((other) => other !== one) : [...others, one])
            }
          >
            {metricName(one, t)}
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}
