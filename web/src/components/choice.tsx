import { useId } from 'react';

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** One of a few, side by side. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{label}</legend>
      <div className="flex rounded-sm border border-line-strong p-0.5">
        {options.map((one) => (
          <label
            key={one.value}
            className="flex min-h-10 flex-1 cursor-pointer items-center justify-center rounded-[4px] px-2 text-center text-sm font-medium text-quiet hover:text-text has-checked:bg-pressed has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name={name}
              value={one.value}
              checked={one.value === value}
              onChange={() => onChange(one.value)}
              className="sr-only"
            />
            {one.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
