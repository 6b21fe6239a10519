import { Slider } from '@/components/slider';
import { useMessages } from '@/lib/messages/provider';
import { SLIDERS, strength, type Tuning } from './tuning';

interface SlidersProps {
  tuning: Tuning;
  onChange: (patch: Partial<Tuning>) => void;
}

/** In the middle stands what the house would do by itself. */
export function Sliders({ tuning, onChange }: SlidersProps) {
  const { t } = useMessages();
  return (
    <div className="grid gap-4">
      {SLIDERS.map((name) => {
        const value = tuning[name] ?? 0;
        const ends = [t(`explore.from.${name}`), t(`explore.to.${name}`)] as const;
        const end = (value < 0 ? ends[0] : ends[1]).toLocaleLowerCase();
        return (
          <Slider
            key={name}
            label={t(`explore.slider.${name}`)}
            ends={ends}
            value={value}
            min={-1}
            max={1}
            step={0.25}
            says={t(`explore.strength.${strength(value)}`, { end })}
            onChange={(next) => onChange({ [name]: next })}
          />
        );
      })}
    </div>
  );
}
