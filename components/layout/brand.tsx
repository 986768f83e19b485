/** The product's mark and name: three layers, the top one filled. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 font-medium text-base text-ink">
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5">
        <path d="M2 7.2 10 3l8 4.2-8 4.2z" fill="currentColor" />
        <path
          d="m2 11 8 4.2L18 11M2 14.4l8 4.2 8-4.2"
          fill="none"
          stroke="var(--accent-ink)"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Layer
    </span>
  );
}
