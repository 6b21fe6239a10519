/** Drawn on a 24 px grid with a line of 1.75, as one family. They only ever stand beside words, or inside a named button. */
const PATHS = {
  home: 'M4 11.5 12 4l8 7.5M6.5 9.5V20h11V9.5',
  compass: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm3.8 4.7-2.2 5.4-5.4 2.2 2.2-5.4 5.4-2.2Z',
  library: 'M5 4v16M9.5 4v16M14 4.5 19.5 20',
  chart: 'M4 20h16M7 16.5v-5M12 16.5V6M17 16.5v-8',
  scales: 'M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6a2.6 2.6 0 0 0 5 0L5 7Zm14 0-2.5 6a2.6 2.6 0 0 0 5 0L19 7Z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L20 20',
  menu: 'M4 7h16M4 12h16M4 17h16',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  gear: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5 10 17.5 19.5 7',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  left: 'M14.5 6 8.5 12l6 6',
  right: 'M9.5 6l6 6-6 6',
  up: 'M6 14.5 12 8.5l6 6',
  down: 'M6 9.5l6 6 6-6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  eye_off:
    'M4 4l16 16M9.9 5.7A9.7 9.7 0 0 1 12 5.5c6.5 0 9.5 6.5 9.5 6.5a15 15 0 0 1-3 3.7M6.3 7.3A14.5 14.5 0 0 0 2.5 12S5.5 18.5 12 18.5a9.5 9.5 0 0 0 4.2-1M10 10a3 3 0 0 0 4.1 4.1',
  heart: 'M12 20S4 15.2 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3C20 15.2 12 20 12 20Z',
  bookmark: 'M7 4h10v16l-5-4-5 4V4Z',
  thumb_down:
    'M7 4v10M7 14l4 6.5c1.6 0 2.3-1 2-2.6L12.5 14H19a1.6 1.6 0 0 0 1.6-2L19 5.3A1.7 1.7 0 0 0 17.3 4H7M3.5 4v10H7',
  shuffle:
    'M4 7h3.5l9 10H20M4 17h3.5l2.5-2.8M14 9.8 16.5 7H20M17.5 4.5 20 7l-2.5 2.5M17.5 14.5 20 17l-2.5 2.5',
  upload: 'M12 16V4M7.5 8.5 12 4l4.5 4.5M4 15v5h16v-5',
  download: 'M12 4v12M7.5 11.5 12 16l4.5-4.5M4 15v5h16v-5',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7M10.5 10.5v6M13.5 10.5v6',
  pencil: 'M5 19l1-4L15.5 5.5l3 3L9 18l-4 1ZM13.5 7.5l3 3',
  filter: 'M4 6h16l-6.3 7v6l-3.4-2v-4L4 6Z',
  sliders: 'M4 8h8M16 8h4M4 16h4M12 16h8M14 5.5v5M10 13.5v5',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z',
  question:
    'M9 9a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2M12 17.2v.3M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z',
  ticket: 'M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3V7ZM14 7v10',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2',
  shield: 'M12 3.5 19 6v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6l7-2.5Z',
  warning: 'M12 4 21 19.5H3L12 4ZM12 10v4.5M12 17v.3',
  offline:
    'M4 4l16 16M8.5 12.5a6 6 0 0 1 2.3-1.3M5 9.3a11 11 0 0 1 2.7-1.8M12 7c2.7 0 5.2.900 7 2.3M14.5 12a6 6 0 0 1 1 .5M12 17.5v.3',
  key: 'M15 4.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM11.8 12.2 4.5 19.5M7.5 16.5l2 2',
  logout: 'M13 4.5H5v15h8M10 12h10M16.5 8.5 20 12l-3.5 3.5',
  table: 'M4 5h16v14H4V5ZM4 10h16M4 14.5h16M10 10v9',
  film: 'M4 5h16v14H4V5ZM8 5v14M16 5v14M4 9.5h4M4 14.5h4M16 9.5h4M16 14.5h4M8 12h8',
  grip: 'M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
