import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

/** Nothing here yet: why, and what to do about it. */
export function EmptyState(props: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center rounded-md border border-dashed border-line-strong px-6 py-12 text-center">
      <span className="text-quiet">
        <Icon name={props.icon} size={32} />
      </span>
      <h2 className="mt-3 text-xl font-semibold">{props.title}</h2>
      {props.children && <div className="mt-2 max-w-prose text-quiet">{props.children}</div>}
      {props.action && <div className="mt-5 flex flex-wrap justify-center gap-3">{props.action}</div>}
    </div>
  );
}
