import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findOperationPage } from "../../../_pages/operation-pages";
import { OperationArticle } from "../../_components/operation-article";

type Props = { params: Promise<{ group: string; operation: string }> };

async function pageOf({ params }: Props) {
  const { group, operation } = await params;
  return findOperationPage(group, operation);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await pageOf(props))?.label ?? "API reference" };
}

export default async function OperationReferencePage(props: Props) {
  const page = await pageOf(props);
  if (page === undefined) notFound();
  return <OperationArticle page={page} />;
}
