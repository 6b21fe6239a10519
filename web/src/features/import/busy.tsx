/** Something that takes a while, of which nobody can say how long. */
export function Busy({ text }: { text: string }) {
  return (
    <div role="status" className="rounded-md border border-line bg-surface px-6 py-10 text-center">
      <p className="font-medium">{text}</p>
      <div
        aria-hidden="true"
        className="mx-auto mt-4 h-1.5 w-64 max-w-full rounded-full bg-accent skeleton"
      />
    </div>
  );
}
