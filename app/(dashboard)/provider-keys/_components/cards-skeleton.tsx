import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The cards' places while they load. */
export function CardsSkeleton() {
  return (
    <Loading label="Loading provider keys">
      <div className="grid gap-4 lg:grid-cols-2">
        {["openai", "anthropic", "google", "mistral"].map((provider) => (
          <div key={provider} className="flex h-32 flex-col gap-4 rounded-md border border-line p-4">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="w-64" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
