import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The page while its plan is read, in the size of what comes. */
export default function LoadingPlan() {
  return (
    <>
      <PageHeader title="Plan & limits" />
      <PageBody>
        <Loading label="Loading plan and limits">
          <div className="flex flex-col gap-6">
            <Skeleton className="h-40 rounded-md" />
            <Skeleton className="h-72 rounded-md" />
            <Skeleton className="h-80 rounded-md" />
          </div>
        </Loading>
      </PageBody>
    </>
  );
}
