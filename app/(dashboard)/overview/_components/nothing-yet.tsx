import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

const LINK = "rounded-sm text-ink underline decoration-control underline-offset-2 hover:decoration-ink";

/** The way to the first request, for an account that has had none. */
export function NothingYet() {
  return (
    <Card
      title="No requests yet"
      description="Spend, requests and errors stand here from the first request on. Three steps lead to it."
    >
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-muted">
        <li>
          <Link className={LINK} href="/provider-keys">
            Add a provider key
          </Link>
          , or use the model sandbox/echo, which needs none.
        </li>
        <li>
          <Link className={LINK} href="/gates">
            Look at your gates
          </Link>
          : the gate named default answers when a request names none.
        </li>
        <li>
          <Link className={LINK} href="/keys?new=1">
            Create an API key
          </Link>
          , copy it, and send the request that is shown with it.
        </li>
      </ol>
      <p className="mt-4">
        <ButtonLink href="/keys?new=1" variant="primary">
          Create New Key
        </ButtonLink>
      </p>
    </Card>
  );
}
