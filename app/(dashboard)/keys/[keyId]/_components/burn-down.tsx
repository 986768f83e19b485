import type { ForecastAnswer } from "../forecast/read-forecast";

type Chart = NonNullable<ForecastAnswer["chart"]>;

const [WIDTH, HEIGHT] = [600, 140];

/** What was spent until now and where it goes: the middle of the courses, the band of 8 of 10, and the amount as a line. */
export function BurnDown({ chart }: { chart: Chart }) {
  const { amount, zone, past, ahead, firstDay, lastDay, rows } = chart;
  const [first, last] = [past[0]?.day ?? 0, ahead.at(-1)?.day ?? 1];
  const lowest = Math.min(0, ...past.map(({ spent }) => spent));
  const x = (day: number) => ((day - first) / Math.max(1, last - first)) * WIDTH;
  const y = (spent: number) => 6 + ((1 - spent) / (1 - lowest)) * (HEIGHT - 12);
  const line = (points: Array<[day: number, spent: number]>) =>
    points.map(([day, spent]) => `${x(day).toFixed(1)},${y(spent).toFixed(1)}`).join(" ");
  const upper = ahead.map(({ day, high }): [number, number] => [day, high]);
  const lower = ahead.map(({ day, low }): [number, number] => [day, low]).reverse();
  return (
    <figure aria-label={`How long ${amount} would last`} className="mt-4 flex flex-col gap-2">
      <div className="relative pt-4 text-xs">
        <span aria-hidden="true" className="absolute top-0 left-0 text-danger">
          {amount} spent
        </span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className="h-36 w-full overflow-visible"
        >
          <line
            data-mark=""
            x1="0"
            x2={WIDTH}
            y1={y(1)}
            y2={y(1)}
            className="stroke-danger"
            strokeDasharray="6 4"
            vectorEffect="non-scaling-stroke"
          />
          <line
            x1={x(0)}
            x2={x(0)}
            y1="0"
            y2={HEIGHT}
            className="stroke-control"
            vectorEffect="non-scaling-stroke"
          />
          <polygon
            data-mark=""
            points={line([...upper, ...lower])}
            className="fill-accent-ink stroke-accent-ink"
            fillOpacity="0.2"
            strokeOpacity="0.75"
            vectorEffect="non-scaling-stroke"
          />
          <polyline
            data-mark=""
            points={line(past.map(({ day, spent }) => [day, spent]))}
            className="fill-none stroke-accent-ink"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
          <polyline
            data-mark=""
            points={line(ahead.map(({ day, middle }) => [day, middle]))}
            className="fill-none stroke-accent-ink"
            strokeWidth="2"
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span
          aria-hidden="true"
          className="absolute bottom-0 ml-1.5 text-subtle"
          style={{ left: `${(x(0) / WIDTH) * 100}%` }}
        >
          Now
        </span>
      </div>
      <div aria-hidden="true" className="flex justify-between text-subtle text-xs">
        <span>{firstDay}</span>
        <span>{lastDay}</span>
      </div>
      <figcaption className="text-subtle text-xs">
        Spent so far (line), the middle of what may come (dashed) and 8 of 10 simulations (band), up to the
        amount (red line). Simulated from the last 28 days, weekday by weekday. Days in {zone}.
      </figcaption>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {rows.map(({ label, value }) => (
          <div key={label} className="flex justify-between gap-4">
            <dt className="font-normal text-muted">{label}</dt>
            <dd className="tabular text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}
