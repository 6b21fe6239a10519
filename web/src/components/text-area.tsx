import { type TextareaHTMLAttributes, useId } from 'react';

type TextAreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'onChange'> & {
  label: string;
  help?: string;
  onChange: (text: string) => void;
};

export function TextArea({ label, help, onChange, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.value)}
        className="block w-full rounded-sm border border-line-strong bg-surface px-3 py-2 placeholder:text-quiet"
      />
      {help && (
        <p id={`${id}-help`} className="mt-1 text-sm text-quiet">
          {help}
        </p>
      )}
    </div>
  );
}
