import { PageBody } from "@/components/layout/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { appUrl } from "@/lib/env";
import { getDefaultGate } from "@/lib/gates/queries";
import { maxLifetimeDays } from "@/lib/keys/expiry/checked-expiry";
import { browserZone } from "@/lib/transport/viewer-zone";
import { AttentionCard } from "../_components/alerts/attention-card";
import { CreateKeyProvider } from "../_components/create-key";
import { KeyDialogsProvider } from "../_components/key-dialogs";
import { offeredKey } from "../_components/key-state";
import { KeyHeader } from "./_components/key-header";
import { keyTabs } from "./key-tabs";
import { loadKey, loadKeyState } from "./load-key";

export default async function KeyLayout({ params, children }: LayoutProps<"/keys/[keyId]">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const zone = await browserZone();
  const place = { address: appUrl(), gate: (await getDefaultGate(ctx))?.name ?? "default" };
  return (
    <CreateKeyProvider {...place} maxDays={maxLifetimeDays()}>
      <KeyDialogsProvider>
        <KeyHeader
          apiKey={offeredKey(key)}
          state={await loadKeyState(key.id, zone)}
          isDisabled={key.disabledAt !== null}
        />
        <TabLinks label="Parts of this key" items={keyTabs(key.id)} />
        <PageBody>
          <AttentionCard ctx={ctx} keyId={key.id} />
          {children}
        </PageBody>
      </KeyDialogsProvider>
    </CreateKeyProvider>
  );
}
