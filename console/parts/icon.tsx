/** Outlines on a grid of 24, drawn for the console: `currentColor`, two units wide. */
const PATHS = {
  start: 'M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z',
  uploads: 'M12 15V4m0 0L7.5 8.5M12 4l4.5 4.5M4 15v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4',
  panels: 'M4 5h16v14H4zM4 10h16M9.3 10v9M14.7 10v9',
  catalogue: 'M4 6.5h16M4 12h16M4 17.5h10',
  rules: 'M8.5 4h7l-1 6 3 3v1.5h-11V13l3-3zM12 14.5V20',
  simulator:
    'M3.5 12s3-6 8.5-6 8.5 6 8.5 6-3 6-8.5 6-8.5-6-8.5-6zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  model: 'M12 4l8 4.2v7.6L12 20l-8-4.2V8.2zM4 8.2l8 4.3 8-4.3M12 12.5V20',
  results: 'M5 20v-7M12 20V5M19 20v-4',
  experiments: 'M9 4v5.5L4.5 18a1.4 1.4 0 0 0 1.3 2h12.4a1.4 1.4 0 0 0 1.3-2L15 9.5V4M7.5 4h9M7 14h10',
  customers:
    'M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM3 20c.4-3.6 2.7-5.5 6-5.5s5.6 1.9 6 5.5M15.5 5.3a3.3 3.3 0 0 1 0 6.4M17.5 14.8c2.1.7 3.3 2.5 3.5 5.2',
  offers:
    'M4 10.5h16V20H4zM3 7h18v3.5H3zM12 7v13M12 7c-1.5-3-5-3.5-5-1.3C7 7 9.5 7 12 7zm0 0c1.5-3 5-3.5 5-1.3C17 7 14.5 7 12 7z',
  campaigns: 'M4 10v4.5h3.5L16 19V5.5L7.5 10zM19 9.5a4 4 0 0 1 0 5.5M8 14.5 9.5 20H12l-1.2-4.2',
  accounts: 'M5 20V5h9v15M14 10h5v10M3 20h18M8 9h3M8 13h3M8 17h3',
  alerts: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 20.5h4',
  privacy: 'M12 3.5 19 6v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM9 12l2.2 2.2L15.2 10',
  audit: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2',
  settings:
    'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8.5 14.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  out: 'M14 4h5a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-5M10 8l-4 4 4 4M6 12h10',
  menu: 'M4 7h16M4 12h16M4 17h16',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  check: 'M5 12.5 10 17.5 19.5 7',
  warn: 'M12 4 21 20H3zM12 10v4.5M12 17.3v.2',
  info: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.8v.2',
  cross: 'M6 6l12 12M18 6 6 18',
  search: 'M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l5 5',
  out_of: 'M5 5l14 14M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z',
  key: 'M8 8.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 12.5h9v3.5M17 12.5v3',
} as const
export type IconName = keyof typeof PATHS

/** An icon beside a text, which screen readers do not need. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path
      d={PATHS[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
)

/** Pairwell's mark: two shapes that fit together. */
export const Mark = () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M3 5h10v5a2 2 0 1 0 0 4v5H3z" fill="var(--accent)" />
    <path d="M14.5 5H21v14h-6.5v-3.6a3.4 3.4 0 0 0 0-6.8z" fill="var(--edge)" />
  </svg>
)
