import { CircleCheck, TriangleAlert } from "lucide-react";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { AlertType } from "@/lib/alerts/contract";
import { listAlerts } from "@/lib/alerts/queries";
import { listConcerns } from "@/lib/attention/list-concerns";
import type { Ctx } from "@/lib/context";
import { type ConcernView, concernWords } from "./concern-words";

const MOST_ALERTS = 5;
const LINK = "rounded-sm text-ink underline decoration-control underline-offset-2 hover:decoration-ink";

/** What somebody has to see to, each with the page where that is done; says so when there is nothing. */
export async function NeedsAttention({ ctx, zone }: { ctx: Ctx; zone: string }) {
  const [{ items }, concerns] = await Promise.all([
    listAlerts(ctx, { isOpen: true, limit: MOST_ALERTS }),
    listConcerns(ctx, zone),
  ]);
  const limits = concerns.flatMap((concern) => (concern.kind === "spending" ? [concern.limit.id] : []));
  // What was told of a limit is not repeated beside how that limit stands now.
  const told = items.filter(({ data }) => !limits.some((id) => id === data.limitId));
  const alerts = told.map(
    ({ id, type, message, keyId, keyName }): ConcernView => ({
      id,
      title: keyName ?? "Account",
      sentence: message,
      ...placeOf(type, keyId),
    }),
  );
  const all = [...alerts, ...concerns.map((concern) => concernWords(concern, ctx.clock.now()))];
  return (
    <Card title="Needs attention">
      {all.length === 0 ? (
        <p className="flex items-center gap-2 text-muted">
          <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-ok" />
          Nothing needs you.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {all.map(({ id, title, sentence, href, link }) => (
            <li key={id} className="flex gap-3 py-2.5 first:pt-0 last:pb-0">
              <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
              <div className="min-w-0 flex-1">
                <p className="font-medium text-ink">{title}</p>
                <p className="wrap-anywhere text-muted">{sentence}</p>
              </div>
              <Link href={href} className={`${LINK} shrink-0 self-start`}>
                {link}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The page where somebody sees to an alert. */
function placeOf(type: AlertType, keyId: string | null): Pick<ConcernView, "href" | "link"> {
  if (type.startsWith("spend.")) return { href: "/spending", link: "Spending" };
  if (keyId !== null) return { href: `/keys/${keyId}`, link: "Open the key" };
  if (type === "plan.requested") return { href: "/plan/manage", link: "Answer" };
  if (type.startsWith("plan.")) return { href: "/plan", link: "Plan & limits" };
  return { href: "/settings/webhooks", link: "Webhooks" };
}
