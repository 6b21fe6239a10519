import { Tabs as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';

export interface Tab {
  id: string;
  label: string;
  content: ReactNode;
}

/** Arrow keys go from one to the next; only the open one is drawn. */
export function Tabs(props: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (id: string) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  // On a phone the open one may lie beyond the edge.
  useEffect(() => {
    const open = list.current?.querySelector<HTMLElement>(`[id$="-trigger-${props.value}"]`);
    if (open && list.current)
      list.current.scrollLeft = open.offsetLeft - (list.current.clientWidth - open.clientWidth) / 2;
  }, [props.value]);
  return (
    <Radix.Root value={props.value} onValueChange={props.onChange}>
      <Radix.List
        ref={list}
        aria-label={props.label}
        className="no-bar relative flex gap-1 overflow-x-auto border-b border-line"
      >
        {props.tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px min-h-11 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-quiet hover:text-text focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-text"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {props.tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="pt-6">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
