import type { Metadata } from "next";
import { Article } from "../_components/article";
import { Events } from "./_components/events";
import { Deliveries, GettingEvents } from "./_components/receiving";
import { Verifying } from "./_components/verifying";

export const metadata: Metadata = { title: "Webhooks" };

export default function WebhooksDocsPage() {
  return (
    <Article
      title="Webhooks"
      lead="Be told of every change and of everything unusual as it happens, with a signature that shows where it comes from."
    >
      <GettingEvents />
      <Verifying />
      <Deliveries />
      <Events />
    </Article>
  );
}
