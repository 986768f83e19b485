import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findReferencePage } from "../../_pages/reference-pages";
import { ReferenceGroup } from "../_components/reference-group";

type Props = { params: Promise<{ group: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = findReferencePage((await params).group);
  return { title: page === undefined ? "API reference" : page.label };
}

export default async function ReferenceGroupPage({ params }: Props) {
  const page = findReferencePage((await params).group);
  if (page === undefined) notFound();
  return <ReferenceGroup group={page} />;
}
