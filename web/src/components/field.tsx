import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> & {
  label: string;
  help?: string | undefined;
  /** What is wrong with what was typed. */
  fault?: string | null | undefined;
  /** At the right end of the box. */
  inside?: ReactNode;
};

export function Field({ label, help, fault, inside, ...input }: FieldProps) {
  const id = useId();
  const said = [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-describedby={said || undefined}
          aria-invalid={fault ? true : undefined}
          className="min-h-11 w-full rounded-sm border border-line-strong bg-surface px-3 placeholder:text-quiet aria-invalid:border-bad"
        />
        {inside && <div className="absolute inset-y-0 right-0 flex items-center">{inside}</div>}
      </div>
      {help && (
        <p id={`${id}-help`} className="mt-1 text-sm text-quiet">
          {help}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="mt-1 text-sm text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}
