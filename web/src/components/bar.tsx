/** A share as a line of its length. What it says stands in text beside it. */
export function Bar({ share, quiet = false }: { share: number; quiet?: boolean }) {
  const width = `${Math.min(100, Math.max(0, share * 100))}%`;
  return (
    <div aria-hidden="true" className="h-2 w-full overflow-hidden rounded-full bg-pressed">
      <div className={`h-full rounded-full ${quiet ? 'bg-quiet' : 'bg-accent'}`} style={{ width }} />
    </div>
  );
}
