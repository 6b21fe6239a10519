interface SwitchProps {
  /** Said, not shown: what it switches stands beside it. */
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      onClick={() => onChange(!on)}
      className="group inline-flex size-11 shrink-0 items-center justify-center rounded-sm"
    >
      <span className="flex h-6 w-10 items-center rounded-full border border-line-strong bg-raised px-0.5 transition-colors duration-150 group-aria-checked:border-accent group-aria-checked:bg-accent">
        <span className="size-4.5 rounded-full bg-quiet transition-transform duration-150 group-aria-checked:translate-x-4 group-aria-checked:bg-on-accent" />
      </span>
    </button>
  );
}
