/** The mark: calm water, and the amber line where the new begins. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" focusable="false" width={size} height={size} viewBox="0 0 32 32">
      <rect width="32" height="32" rx="9" fill="#0b6b5b" />
      <path
        d="M0 18c2.7-2.7 5.3-2.7 8 0s5.3 2.7 8 0 5.3-2.7 8 0 5.3 2.7 8 0v5a9 9 0 0 1-9 9H9a9 9 0 0 1-9-9z"
        fill="#08473d"
      />
      <path
        d="M0 18c2.7-2.7 5.3-2.7 8 0s5.3 2.7 8 0 5.3-2.7 8 0 5.3 2.7 8 0"
        fill="none"
        stroke="#f2a93b"
        strokeWidth={2.4}
      />
    </svg>
  );
}
