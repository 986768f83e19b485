import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { isOperator } from "@/lib/operator/queries";
import { listAccountPlans, listOpenRequests, listPlans } from "@/lib/plans/queries";
import { requireViewer } from "@/lib/transport/require-viewer";
import { AccountsCard } from "./_components/accounts-card";
import { PlansCard } from "./_components/plans-card";
import { RequestsCard } from "./_components/requests-card";

export const metadata: Metadata = { title: "Manage plans" };

export default async function ManagePlansPage() {
  const { ctx } = await requireViewer();
  // Whoever does not run the instance is not told that there is such a page.
  if (!(await isOperator(ctx))) notFound();
  const [requests, plans, accounts] = await Promise.all([
    listOpenRequests(ctx),
    listPlans(ctx),
    listAccountPlans(ctx),
  ]);
  return (
    <>
      <PageHeader title="Manage plans" parent={{ href: "/plan", label: "Plan & limits" }} />
      <PageBody>
        <RequestsCard requests={requests} plans={plans} accounts={accounts} />
        <PlansCard plans={plans} />
        <AccountsCard accounts={accounts} plans={plans} />
      </PageBody>
    </>
  );
}
