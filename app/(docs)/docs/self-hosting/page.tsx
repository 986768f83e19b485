import type { Metadata } from "next";
import { Article } from "../_components/article";
import { Containers, OnALaptop, SeveralInstances } from "./_components/running";
import { Settings } from "./_components/settings";
import { Backups, Stopping, Upgrades } from "./_components/upkeep";
import { Health, Metrics, Traces } from "./_components/watching";

export const metadata: Metadata = { title: "Self-hosting" };

export default function SelfHostingDocsPage() {
  return (
    <Article
      title="Self-hosting"
      lead="From one command on a laptop to several instances behind a load balancer, and what keeps them well."
    >
      <OnALaptop />
      <Containers />
      <SeveralInstances />
      <Health />
      <Metrics />
      <Traces />
      <Stopping />
      <Backups />
      <Upgrades />
      <Settings />
    </Article>
  );
}
