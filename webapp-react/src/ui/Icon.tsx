const paths = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z",
  people:
    "M15.5 20v-1.5a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4V20M9.2 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M21 20v-1.5a4 4 0 0 0-3-3.9M15.5 4.2a3.5 3.5 0 0 1 0 6.7",
  search: "M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14M20.5 20.5l-5-5",
  at: "M15.600 12a3.600 3.600 0 1 1-7.200 0 3.600 3.600 0 0 1 7.200 0v1.400a2.500 2.500 0 0 0 4.900 0V12a8.400 8.400 0 1 0-3.300 6.700",
  thread: "M4.5 5.5h15v10h-8L7 19.3v-3.8H4.5zM8 9.2h8M8 12h5",
  plus: "M12 5v14M5 12h14",
  home: "M4 11.500 12 4l8 7.500M6 9.800V20h12V9.800M10 20v-5.500h4V20",
  side: "M4 5h16v14H4zM9.500 5v14",
  compass: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M15.5 8.5l-2 5-5 2 2-5z",
  send: "M20.5 3.5 3.5 10.2l6.6 3.7 3.7 6.6zM20.5 3.5l-10.4 10.4",
  edit: "M4 20h4L19.5 8.5a2.1 2.1 0 0 0-4-4L4 16zM14 6l4 4",
  trash: "M4 7h16M9 7V4.5h6V7M6 7l1 13h10l1-13M10 11v5M14 11v5",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  link: "M10 14a4 4 0 0 0 5.700.2l3.400-3.400a4 4 0 0 0-5.700-5.700L12 6.500M14 10a4 4 0 0 0-5.700-.2l-3.400 3.400a4 4 0 0 0 5.700 5.700L12 17.500",
  pin: "M9 4h6l-.800 6.500 3.300 3.500H6.500l3.300-3.500zM12 14v6.500",
  save: "M7 4h10v16l-5-4-5 4z",
  saved: "M7 4h10v16l-5-4-5 4zM9.500 10l2 2 3.500-3.500",
  unread: "M4.500 6.500h9M4.500 12h15M4.500 17.500h15M18.500 6.500h.010",
  forward: "M13.500 6 20 12l-6.500 6M20 12H9a5 5 0 0 0-5 5v1.500",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  down: "M12 5v14M6 13l6 6 6-6",
  up: "M12 19V5M6 11l6-6 6 6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  calendar: "M5 5.500h14V20H5zM5 10h14M9 3v4.500M15 3v4.500",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2",
  alert: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3",
  leave: "M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10.5 12H21M17.5 8.5 21 12l-3.5 3.5",
  power: "M12 3.5v8M7 6.2a8 8 0 1 0 10 0",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  half: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 3v18M12 7.5h6.5M12 12h9M12 16.5h6.5",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8.3 14a4.5 4.5 0 0 0 7.4 0M9 9.4v.4M15 9.4v.4",
  sliders:
    "M4 7h7.9M16.5 7H20M14.2 9.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M4 17h3.5M12.1 17H20M9.8 19.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6",
  more: "M4.5 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0M11.1 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0M17.7 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0",
  bell: "M6 16.5V10.5a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21a2.2 2.2 0 0 0 4 0",
  bellOff:
    "M8.4 5.7A6 6 0 0 1 18 10.5v4M16.5 18.5h-12l1.5-2v-6c0-.7.1-1.3.3-1.9M10 21a2.2 2.2 0 0 0 4 0M3.5 3.5l17 17",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M5.700 5.700l12.600 12.600",
  star: "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
  fold: "M7 10l5 5 5-5",
  attach:
    "M19.5 11.2 11.8 19a5 5 0 0 1-7.1-7.1l8-8a3.4 3.4 0 0 1 4.8 4.8l-7.8 7.8a1.7 1.7 0 0 1-2.4-2.4l7.1-7.1",
  camera:
    "M4 8h3.5l1.6-2.5h5.8L16.5 8H20a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM12 16.8a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7",
  file: "M13.5 3.5H6.5a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1V8.5zM13.5 3.5v5h5",
  download: "M12 4v11M7 10.5l5 5 5-5M4.5 19.5h15",
  again: "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4",
  globe:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M3 12h18M12 3c2.500 2.500 3.800 5.500 3.800 9s-1.300 6.500-3.800 9M12 3c-2.500 2.500-3.800 5.500-3.800 9s1.300 6.500 3.800 9",
  cloudOff: "M3 3l18 18M8 6.2A6 6 0 0 1 18 9.5a4.5 4.5 0 0 1 2 8.3M16 19H7a4.5 4.5 0 0 1-.9-8.9",
} as const;

export type IconName = keyof typeof paths;

/** They point the way one reads, or one has come: where that is from the right, they are turned round. */
const POINTING: ReadonlySet<IconName> = new Set([
  "back",
  "next",
  "send",
  "forward",
  "leave",
  "thread",
  "unread",
]);

/** Decoration only: the control around it carries the name. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      data-points={POINTING.has(name) || undefined}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
