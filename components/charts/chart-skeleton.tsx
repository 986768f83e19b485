import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The place of a chart that is still being counted, in its later size. */
export function ChartSkeleton({ label }: { label: string }) {
  return (
    <Loading label={label}>
      <div className="rounded-md border border-line p-4 md:p-5">
        <Skeleton className="mb-2 w-48" />
        <Skeleton className="mb-4 w-80 max-w-full" />
        <Skeleton className="h-60 rounded-md" />
      </div>
    </Loading>
  );
}
