import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The place of the editor while it is loading, with boxes of the same size. */
export function EditorSkeleton({ title }: { title: string }) {
  return (
    <>
      <PageHeader parent={{ href: "/gates", label: "Gates" }} title={title} />
      <PageBody className="max-w-7xl">
        <Loading label="Loading the gate">
          <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
            <div className="flex flex-col gap-6">
              <Skeleton className="h-9 w-full" />
              <Skeleton className="h-8 w-full max-w-2xl" />
              <Skeleton className="h-20 w-full max-w-2xl" />
              <Skeleton className="h-8 w-full max-w-2xl" />
            </div>
            <div className="flex flex-col gap-6">
              <Skeleton className="h-76 w-full rounded-md" />
              <Skeleton className="h-44 w-full rounded-md" />
            </div>
          </div>
        </Loading>
      </PageBody>
    </>
  );
}
