import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The place of a key's usage while it is read. */
export function UsageSkeleton() {
  return (
    <Loading label="Loading usage">
      <div className="flex flex-col gap-4">
        <Skeleton className="w-24" />
        <Skeleton className="h-8 w-96 max-w-full" />
        <Skeleton className="h-21 rounded-md" />
        <Skeleton className="h-96 rounded-md" />
      </div>
    </Loading>
  );
}
