import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { NamingModels } from "./_components/naming-models";
import { OwnPrices, PricesOfRequests } from "./_components/prices";
import { Suggestions } from "./_components/suggestions";

export const metadata: Metadata = { title: "Models and prices" };

export default function ModelsPage() {
  const address = appUrl();
  return (
    <Article
      title="Models and prices"
      lead="Which models can be named, what a request costs, and how to set prices of your own."
    >
      <NamingModels address={address} />
      <PricesOfRequests />
      <OwnPrices address={address} />
      <Suggestions address={address} />
    </Article>
  );
}
