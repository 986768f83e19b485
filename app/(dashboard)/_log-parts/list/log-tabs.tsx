import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { type LogPlace, type LogView, logHref } from "../log-address";

const TABS = [
  { tab: "rows", label: "Requests" },
  { tab: "errors", label: "Errors" },
] as const;

/** The same requests one by one, or by what went wrong. */
export function LogTabs({ place, view }: { place: LogPlace; view: LogView }) {
  return (
    <nav aria-label="Views of the log">
      <ul className="flex gap-1 border-line border-b">
        {TABS.map(({ tab, label }) => (
          <li key={tab}>
            <Link
              href={logHref(place, view, { tab, live: false })}
              scroll={false}
              prefetch={false}
              aria-current={view.tab === tab ? "page" : undefined}
              className={cn(
                "-mb-px flex h-9 items-center border-transparent border-b-2 px-3 text-muted text-sm hover:text-ink focus-visible:-outline-offset-2",
                view.tab === tab && "border-accent-ink font-medium text-ink",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
