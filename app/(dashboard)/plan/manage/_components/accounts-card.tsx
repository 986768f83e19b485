import { SimpleTable } from "@/components/data-table/simple-table";
import { Card } from "@/components/ui/card";
import { LIMIT_WORDS } from "@/lib/core/limit-words";
import type { AccountPlan, Plan } from "@/lib/plans/contract";
import { limitWords } from "../../limit-values";
import { EditAccount } from "./edit-account";
import { LIMIT_NAMES } from "./limit-names";

type Row = { accountId: string; accountName: string } & AccountPlan;

/** The plan of every account, and what was set for it alone. */
export function AccountsCard({ accounts, plans }: { accounts: Row[]; plans: Plan[] }) {
  return (
    <Card title="Accounts" description="An account may have numbers of its own in place of its plan's.">
      <SimpleTable
        caption="Accounts"
        rows={accounts}
        rowId={({ accountId }) => accountId}
        columns={[
          { header: "Account", cell: ({ accountName }) => accountName },
          { header: "Plan", cell: ({ plan }) => plan.name },
          {
            header: "What to do",
            cell: ({ accountId, accountName, plan, overrides }) => (
              <EditAccount
                account={{ accountId, accountName, plan, overrides }}
                plans={plans.map(({ id, name }) => ({ id, name }))}
              />
            ),
          },
          { header: "Of its own", cell: (row) => ownWords(row) },
        ]}
      />
    </Card>
  );
}

function ownWords({ overrides }: Row): string {
  const set = LIMIT_NAMES.flatMap((limit) => {
    const value = overrides?.[limit];
    return value === undefined ? [] : [`${LIMIT_WORDS[limit]}: ${limitWords(value).toLowerCase()}`];
  });
  return set.join(", ") || "—";
}
