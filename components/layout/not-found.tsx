import { ButtonLink } from "@/components/ui/button";
import { Problem } from "./problem";

/** One page for what does not exist and for what belongs to someone else, so that ids cannot be probed. */
export function NotFound() {
  return (
    <Problem
      status="404"
      title="There is nothing here"
      actions={
        <>
          <ButtonLink href="/keys" variant="primary">
            Go to API Keys
          </ButtonLink>
          <ButtonLink href="/docs">Read the docs</ButtonLink>
        </>
      }
    >
      <p>The address is wrong, or what it names is gone or belongs to another account.</p>
    </Problem>
  );
}
