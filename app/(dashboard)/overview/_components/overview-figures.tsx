import { Sparkline } from "@/components/charts/sparkline";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import { loadTotals, type OverviewPlan } from "../load-overview";
import { overviewFigures } from "./figure-words";

/** The four numbers of the page, each with how it went and how it was before; each opens what it counts. */
export async function OverviewFigures({ ctx, plan }: { ctx: Ctx; plan: OverviewPlan }) {
  const figures = overviewFigures(await loadTotals(ctx, plan), plan);
  return (
    <ul
      aria-label="Key figures"
      className="grid grid-cols-2 rounded-md border border-line lg:grid-cols-4 lg:divide-x lg:divide-line"
    >
      {figures.map(({ label, value, note, href, points, spoken }) => (
        <li key={label} className="min-w-0">
          <Link
            href={href}
            className="block h-full rounded-md px-4 py-3 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
          >
            <span className="block text-subtle text-xs">{label}</span>
            <span className="tabular mt-1 block font-medium text-ink text-lg">{value}</span>
            <span className="mt-0.5 block min-h-4 text-subtle text-xs">{note}</span>
            <Sparkline points={points} label={spoken} className="mt-2 h-6 w-full" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function FiguresSkeleton() {
  return <Skeleton className="h-34 rounded-md" />;
}
