import { cn } from "@/components/ui/cn";

const HEIGHT = 24;
const PITCH = 4;
const BAR = 3;

/**
 * A row of small bars, one per span, with the failed part in red on top. `label` says the same in words ("1,204
 * requests in 30 days, 12 failed"), because the picture alone tells nothing to whoever cannot see it.
 */
export function Sparkline({
  points,
  label,
  className,
}: {
  points: ReadonlyArray<{ value: number; errors: number }>;
  label: string;
  className?: string;
}) {
  const most = points.reduce((highest, { value }) => Math.max(highest, value), 0);
  const width = Math.max(1, points.length * PITCH - (PITCH - BAR));
  const scale = (value: number) => (value === 0 || most === 0 ? 0 : Math.max(1.5, (value / most) * HEIGHT));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("block h-6 w-30", className)}
    >
      {points.map(({ value, errors }, index) => {
        const height = scale(value);
        const failed = Math.min(height, scale(errors));
        const x = index * PITCH;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place
          <g key={index}>
            <rect x={x} y={HEIGHT - 1} width={BAR} height={1} fill="var(--line-strong)" />
            <rect data-mark="" x={x} y={HEIGHT - height} width={BAR} height={height} fill="var(--control)" />
            <rect data-mark="" x={x} y={HEIGHT - height} width={BAR} height={failed} fill="var(--danger)" />
          </g>
        );
      })}
    </svg>
  );
}
