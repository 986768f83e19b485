import { PageBody } from "@/components/layout/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { KeyDialogsProvider } from "../_components/key-dialogs";
import { keyState } from "../_components/key-state";
import { ZoneCookie } from "../_components/zone-cookie";
import { browserZone, ZONE_COOKIE } from "../viewer-zone";
import { KeyHeader } from "./_components/key-header";
import { keyTabs } from "./key-tabs";
import { loadKey } from "./load-key";

export default async function KeyLayout({ params, children }: LayoutProps<"/keys/[keyId]">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const zone = await browserZone();
  const { id, name, countsTests } = key;
  return (
    <KeyDialogsProvider>
      <ZoneCookie name={ZONE_COOKIE} known={zone} />
      <KeyHeader apiKey={{ id, name, countsTests }} state={keyState(key, ctx.clock.now(), zone)} />
      <TabLinks label="Parts of this key" items={keyTabs(id)} />
      <PageBody>{children}</PageBody>
    </KeyDialogsProvider>
  );
}
