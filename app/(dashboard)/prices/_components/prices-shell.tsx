import type { ReactNode } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { SetPriceButton } from "./set-price-button";

const TABS = [
  { href: "/prices", label: "Your prices" },
  { href: "/prices/list", label: "List prices" },
  { href: "/prices/bookings", label: "Bookings" },
  { href: "/prices/updates", label: "Updates" },
] as const;

/** What the pages of the price book have in common. */
export function PricesShell({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title="Prices" primaryAction={<SetPriceButton isPrimary />} />
      <TabLinks label="Prices" items={TABS} />
      <PageBody>{children}</PageBody>
    </>
  );
}
