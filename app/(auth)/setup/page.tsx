import type { Metadata } from "next";
import { FocusCard } from "@/components/layout/focus-card";
import { ButtonLink } from "@/components/ui/button";
import { setupFacts, setupState } from "@/lib/transport/setup-state";
import { SetupChecklist } from "./_components/setup-checklist";
import { SetupForm } from "./_components/setup-form";

export const metadata: Metadata = { title: "Setup" };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const state = await setupState(given);
  if (state === "done") {
    return (
      <FocusCard
        title="This instance is set up"
        lead="Its owner account exists, so this link has done its work."
      >
        <ButtonLink href="/sign-in" variant="primary" size="lg" className="w-full">
          Go to sign-in
        </ButtonLink>
      </FocusCard>
    );
  }
  if (state === "wrong link") {
    return (
      <FocusCard
        title="Open the setup link from the terminal"
        lead="The server printed a setup link in its terminal when it started. This page opens only with that link. If the terminal is gone, restart the server: it prints a new one."
      />
    );
  }
  return (
    <>
      <FocusCard
        title="Create the owner account"
        lead="The owner manages keys, settings and everybody's access."
      >
        <SetupForm token={given} />
      </FocusCard>
      <SetupChecklist {...setupFacts()} />
    </>
  );
}
