import { Slider as Radix } from 'radix-ui';
import { useId } from 'react';

interface SliderProps {
  label: string;
  /** What the two ends stand for. */
  ends?: readonly [string, string];
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
  /** Once the thumb is let go. */
  onCommit?: (value: number) => void;
  /** The value in words. */
  says?: string;
}

export function Slider({ label, ends, value, min, max, step, onChange, onCommit, says }: SliderProps) {
  const name = useId();
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <span id={name} className="font-medium">
          {label}
        </span>
        {says && <span className="text-sm text-quiet tabular-nums">{says}</span>}
      </div>
      <Radix.Root
        value={[value]}
        min={min}
        max={max}
        step={step}
        onValueChange={([next]) => next !== undefined && onChange(next)}
        onValueCommit={([next]) => next !== undefined && onCommit?.(next)}
        className="relative flex h-11 touch-none items-center select-none"
      >
        <Radix.Track className="relative h-1 grow rounded-full bg-line-strong">
          <Radix.Range className="absolute h-full rounded-full bg-transparent" />
        </Radix.Track>
        <Radix.Thumb
          aria-labelledby={name}
          aria-valuetext={says}
          className="block size-6 rounded-full border-2 border-accent bg-surface transition-transform duration-150 hover:scale-110"
        />
      </Radix.Root>
      {ends && (
        <div className="-mt-2 flex justify-between text-sm text-quiet">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
    </div>
  );
}
