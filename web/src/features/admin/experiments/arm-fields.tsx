import { useQuery } from '@tanstack/react-query';
import { Button, IconButton } from '@/components/button';
import { Field } from '@/components/field';
import { Select } from '@/components/select';
import { Slider } from '@/components/slider';
import { modelName } from '@/lib/house/models';
import { readyQuery } from '@/lib/house/ready';
import { useMessages } from '@/lib/messages/provider';
import { shortName } from '../models/names';
import { modelsQuery } from '../requests/models';
import { type ArmDraft, MOST_ARMS, newArm, SLIDERS, WAYS, type Way } from './plan';

interface ArmsProps {
  arms: readonly ArmDraft[];
  most: number;
  onChange: (arms: ArmDraft[]) => void;
}

/** The arms of an experiment, the control first: what each does otherwise than everybody's answer. */
export function ArmFields({ arms, most, onChange }: ArmsProps) {
  const { t } = useMessages();
  const set = (id: number, change: Partial<ArmDraft>) =>
    onChange(arms.map((one) => (one.id === id ? { ...one, ...change } : one)));
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{t('experiments.arms')}</legend>
      <ul className="grid gap-4">
        {arms.slice(0, most).map((one, place) => (
          <li key={one.id} className="rounded-md border border-line bg-surface px-4 py-4">
            <div className="flex items-end gap-2">
              <div className="grow">
                <Field
                  label={t(place ? 'experiments.arm.name' : 'experiments.arm.control_name')}
                  value={one.name}
                  maxLength={24}
                  autoCapitalize="none"
                  onChange={(event) => set(one.id, { name: event.target.value })}
                />
              </div>
              {place > 1 && (
                <IconButton
                  icon="trash"
                  label={t('experiments.arm.remove', { name: one.name })}
                  onClick={() => onChange(arms.filter((other) => other.id !== one.id))}
                />
              )}
            </div>
            <div className="mt-4 grid gap-4 sm:grid-cols-2">
              <Does arm={one} onChange={(change) => set(one.id, change)} />
            </div>
          </li>
        ))}
      </ul>
      {arms.length < Math.min(most, MOST_ARMS) && (
        <div className="mt-3">
          <Button
            size="small"
            icon="plus"
            onClick={() => onChange([...arms, newArm(`arm-${arms.length + 1}`)])}
          >
            {t('experiments.arm.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function Does({ arm, onChange }: { arm: ArmDraft; onChange: (change: Partial<ArmDraft>) => void }) {
  const { t, formats } = useMessages();
  const models = useQuery(readyQuery).data?.release?.models ?? [];
  const { data } = useQuery(modelsQuery);
  const versions = data?.versions.filter((one) => !one.fault && !one.roles.includes('champion')) ?? [];
  const signed = arm.strength.toLocaleString(undefined, { signDisplay: 'exceptZero' });
  return (
    <>
      <Select
        label={t('experiments.way')}
        value={arm.way}
        options={WAYS.map((way) => ({ value: way, label: t(`experiments.way.${way}`) }))}
        onChange={(way) => onChange({ way: way as Way, strength: way === 'explore' ? 0.1 : 0.4 })}
      />
      {arm.way === 'model' && (
        <Select
          label={t('experiments.way.model')}
          value={arm.model}
          options={[
            { value: '', label: t('experiments.choose') },
            ...models.map((one) => ({ value: one, label: modelName(one, t) })),
          ]}
          onChange={(model) => onChange({ model })}
        />
      )}
      {arm.way === 'version' && (
        <Select
          label={t('experiments.version')}
          value={arm.version}
          options={[
            { value: '', label: t('experiments.choose') },
            ...versions.map((one) => ({ value: one.version, label: shortName(one.version) })),
          ]}
          onChange={(version) => onChange({ version })}
        />
      )}
      {arm.way === 'slider' && (
        <>
          <Select
            label={t('experiments.slider')}
            value={arm.slider}
            options={SLIDERS.map((one) => ({ value: one, label: t(`experiments.slider.${one}`) }))}
            onChange={(slider) => onChange({ slider, ...(slider === 'own_mix' && { strength: 0.4 }) })}
          />
          <div className="sm:col-start-2">
            <Slider
              label={t('experiments.strength')}
              says={signed}
              value={arm.strength}
              min={arm.slider === 'own_mix' ? 0 : -1}
              max={1}
              step={0.1}
              onChange={(strength) => onChange({ strength: Math.round(strength * 10) / 10 })}
            />
          </div>
        </>
      )}
      {arm.way === 'explore' && (
        <Slider
          label={t('experiments.explore')}
          says={formats.percent(arm.strength)}
          value={arm.strength}
          min={0}
          max={0.5}
          step={0.05}
          onChange={(strength) => onChange({ strength: Math.round(strength * 100) / 100 })}
        />
      )}
    </>
  );
}
