/** A half sun that rises behind a row of seats. One colour; holds at 16 px. The same as public/logo.svg. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="currentColor">
      <path d="M16 5.5A11 11 0 0 0 5 16.5v.5h22v-.5A11 11 0 0 0 16 5.5Z" />
      <path d="M2 20.5A2.5 2.5 0 0 1 4.5 18h4a2.5 2.5 0 0 1 2.5 2.5V27H2v-6.5ZM11.5 20.5A2.5 2.5 0 0 1 14 18h4a2.5 2.5 0 0 1 2.5 2.5V27h-9v-6.5ZM21 20.5a2.5 2.5 0 0 1 2.5-2.5h4a2.5 2.5 0 0 1 2.5 2.5V27h-9v-6.5Z" />
    </svg>
  );
}
