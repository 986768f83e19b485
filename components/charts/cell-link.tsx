import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

/** How numbers that open something look within an element, said once because there are hundreds of them. */
export const cellLinks =
  "[&_a]:rounded-sm [&_a]:underline [&_a]:decoration-line-strong [&_a]:underline-offset-2 [&_a:hover]:decoration-current";

/** A number that opens what it counts; plain where no address can say that. Unseen ones take no focus. */
export function CellLink({
  href,
  isSeen = true,
  children,
}: {
  href: string | null;
  isSeen?: boolean;
  children: ReactNode;
}) {
  if (href === null) return children;
  return (
    <Link href={href} prefetch={false} tabIndex={isSeen ? undefined : -1}>
      {children}
    </Link>
  );
}
