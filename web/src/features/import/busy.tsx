import { Bar } from '@/components/bar';

/** Something that takes a while. share: how much of it is done, where that is known. */
export function Busy({ text, share }: { text: string; share?: number }) {
  return (
    <div role="status" className="rounded-md border border-line bg-surface px-6 py-10 text-center">
      <p className="font-medium">{text}</p>
      <div className="mx-auto mt-4 w-64 max-w-full">
        {share === undefined ? (
          <div aria-hidden="true" className="skeleton h-1.5 rounded-full bg-accent" />
        ) : (
          <Bar share={share} />
        )}
      </div>
    </div>
  );
}
