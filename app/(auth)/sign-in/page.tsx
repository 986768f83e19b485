import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { FocusCard } from "@/components/layout/focus-card";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { configuredOAuth } from "@/lib/transport/configured-oauth";
import { findViewer } from "@/lib/transport/require-viewer";
import { safeReturnPath } from "@/lib/transport/safe-return-path";
import { instanceHasOwner } from "@/lib/transport/setup-state";
import { providerAction } from "../actions";
import { SignInForm } from "./_components/sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const target = safeReturnPath(typeof next === "string" ? next : null);
  if ((await findViewer()) !== null) redirect(target);
  if (!(await instanceHasOwner())) {
    return (
      <FocusCard title="Nobody has an account yet">
        <Callout title="Create the owner account first">
          The server printed a setup link in its terminal when it started. Open that link to create the owner
          account.
        </Callout>
      </FocusCard>
    );
  }
  return (
    <FocusCard title="Sign in">
      {error === undefined ? null : (
        <Callout tone="danger" role="alert" className="mb-4">
          Sign-in failed. Use an account whose verified e-mail address is known here, or your password.
        </Callout>
      )}
      <SignInForm next={target} />
      <ProviderButtons next={target} />
    </FocusCard>
  );
}

function ProviderButtons({ next }: { next: string }) {
  const providers = configuredOAuth();
  if (providers.length === 0) return null;
  return (
    <form action={providerAction} className="mt-4 flex flex-col gap-2 border-line border-t pt-4">
      <input type="hidden" name="next" value={next} />
      {providers.map(({ id, name }) => (
        <Button key={id} type="submit" name="provider" value={id} size="lg">
          Continue with {name}
        </Button>
      ))}
    </form>
  );
}
