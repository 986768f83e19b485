import { cn } from "./cn";
import { Link } from "./link";

/** A choice of one among a few, all in sight, each with an address of its own. The chosen one is told by `aria-current`. */
export function LinkChoices({
  label,
  items,
}: {
  label: string;
  items: ReadonlyArray<{ label: string; name?: string; href: string; isCurrent: boolean }>;
}) {
  return (
    <nav aria-label={label}>
      <ul className="inline-flex h-8 max-w-full items-center gap-0.5 overflow-x-auto rounded-md border border-line bg-surface p-0.5">
        {items.map((item) => (
          <li key={item.label} className="h-full shrink-0">
            <Link
              href={item.href}
              scroll={false}
              aria-label={item.name}
              aria-current={item.isCurrent ? "true" : undefined}
              className={cn(
                "inline-flex h-full min-w-6 items-center rounded-sm px-2.5 text-muted text-xs transition-colors hover:text-ink focus-visible:-outline-offset-2",
                item.isCurrent && "bg-canvas font-medium text-ink ring-1 ring-line-strong",
              )}
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
