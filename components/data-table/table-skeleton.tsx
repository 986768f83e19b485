import { Loading, Skeleton } from "@/components/ui/skeleton";

const WIDTHS = ["w-40", "w-24", "w-16", "w-20", "w-28"];

/** The place of a `DataTable` that is still loading, with rows of the same height, so that nothing jumps. */
export function DataTableSkeleton({
  columns,
  rows = 8,
  label,
}: {
  columns: number;
  rows?: number;
  label: string;
}) {
  return (
    <Loading label={label}>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-8 w-full md:max-w-xs" />
        <div className="rounded-md border border-line">
          <div className="h-9 rounded-t-md border-line border-b bg-surface" />
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <div key={row} className="flex h-12 items-center gap-6 border-line border-b px-4 last:border-b-0">
              {Array.from({ length: columns }, (_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
                <span key={column} className={column === 0 ? "flex-1" : "max-md:hidden"}>
                  <Skeleton className={WIDTHS[column % WIDTHS.length] ?? "w-20"} />
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}
