import type { ReactNode } from 'react';

interface ChipProps {
  on: boolean;
  onPress: () => void;
  children: ReactNode;
}

/** Something that holds or does not, among others of its kind. */
export function Chip({ on, onPress, children }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onPress}
      className="inline-flex min-h-9 items-center rounded-full border border-line-strong px-3 text-sm font-medium whitespace-nowrap transition-colors duration-150 hover:bg-raised aria-pressed:border-text aria-pressed:bg-text aria-pressed:text-ground pointer-coarse:min-h-11"
    >
      {children}
    </button>
  );
}
