import { cn } from "./cn";

/** The place of something that is still loading, in its later size. Shows only after 200 ms; says nothing by itself. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn("appear-late block h-4 rounded-sm bg-hover", className)} />;
}

/** Wraps the skeletons of one area and tells assistive technology that it is loading. */
export function Loading({ label = "Loading", children }: { label?: string; children: React.ReactNode }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
