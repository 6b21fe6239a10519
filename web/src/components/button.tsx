import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, Ref } from 'react';
import { classes } from './class-names';
import { Icon, type IconName } from './icon';

/** One accent button in a view at most: the one thing to do. */
export type Look = 'accent' | 'plain' | 'bare' | 'bad';
export type Size = 'small' | 'medium' | 'large';

const LOOKS: Record<Look, string> = {
  accent: 'bg-accent text-on-accent hover:bg-accent-over',
  plain: 'border border-line-strong bg-surface text-text hover:bg-raised',
  bare: 'text-text hover:bg-raised',
  bad: 'border border-bad text-bad hover:bg-raised',
};
const SIZES: Record<Size, string> = {
  small: 'min-h-9 px-3 text-sm pointer-coarse:min-h-11',
  medium: 'min-h-11 px-4',
  large: 'min-h-13 px-6 text-lg',
};

interface Dress {
  look?: Look;
  size?: Size;
  icon?: IconName;
}

function dress({ look = 'plain', size = 'medium' }: Dress, more?: string): string {
  return classes(
    'inline-flex items-center justify-center gap-2 rounded-sm font-medium whitespace-nowrap transition-colors duration-150',
    'disabled:pointer-events-none not-aria-busy:disabled:opacity-55 busy-bar',
    LOOKS[look],
    SIZES[size],
    more,
  );
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  Dress & {
    /** Under way: it cannot be pressed again, and keeps its width. */
    busy?: boolean;
    ref?: Ref<HTMLButtonElement>;
  };

export function Button({
  look,
  size,
  icon,
  busy,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={dress({ ...(look && { look }), ...(size && { size }) }, className)}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> & {
  icon: IconName;
  /** What it does, for those who do not see the picture, and in the hint of the mouse. */
  label: string;
  look?: Look;
  ref?: Ref<HTMLButtonElement>;
};

/** 44 px square. */
export function IconButton({
  icon,
  label,
  look = 'bare',
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={classes(
        'inline-flex size-11 shrink-0 items-center justify-center rounded-sm transition-colors duration-150 disabled:opacity-55',
        LOOKS[look],
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  );
}

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & Dress & { ref?: Ref<HTMLAnchorElement> };

function Anchor({ look, size, icon, className, children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={dress({ ...(look && { look }), ...(size && { size }) }, className)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** Looks like a button and leads to another page. */
export const ButtonLink = createLink(Anchor);
