/** Days of somebody who began small. */
const SAMPLE = [2, 3, 2, 5, 4, 7, 6, 9, 8, 12, 10, 13, 17, 15];
const HEIGHT = 96;
const PITCH = 24;
const MOST = Math.max(...SAMPLE);

/** What spending will look like here: made up, faint, and said to be a sample. */
export function SampleChart() {
  return (
    <figure
      aria-label="Sample: what your spend a day will look like here. No numbers of yours."
      className="rounded-md border border-line border-dashed p-4 md:p-5"
    >
      <figcaption className="flex items-baseline justify-between gap-3 text-subtle text-xs">
        <span>Spend a day</span>
        <span>sample</span>
      </figcaption>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${SAMPLE.length * PITCH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-3 h-24 w-full opacity-50"
      >
        {SAMPLE.map((value, day) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
            key={day}
            x={day * PITCH + 3}
            y={HEIGHT - (value / MOST) * HEIGHT}
            width={PITCH - 6}
            height={(value / MOST) * HEIGHT}
            fill="var(--line-strong)"
          />
        ))}
      </svg>
    </figure>
  );
}
