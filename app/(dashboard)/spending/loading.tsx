import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The page while its limits are read, in the size of what comes. */
export default function LoadingSpending() {
  return (
    <>
      <PageHeader title="Spending" />
      <PageBody>
        <Loading label="Loading spending limits">
          <div className="flex flex-col gap-6">
            <Skeleton className="h-56 rounded-md" />
            <Skeleton className="h-72 rounded-md" />
            <Skeleton className="h-80 rounded-md" />
          </div>
        </Loading>
      </PageBody>
    </>
  );
}
