"use client";

import { Ellipsis } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLink } from "@/components/ui/menu";
import { useToasts } from "@/components/ui/toast";
import { useCopy } from "@/components/ui/use-copy";
import { savePlot } from "./save-plot";

/** A line of a chart's menu: somewhere to go, a file to be saved, or a text to be copied. */
export type ChartMenuLine =
  | { label: string; href: string; isFile?: boolean }
  | { label: string; copy: string; done: string };

/** What else can be done with a chart. `figureId` names the element that the plot is drawn in. */
export function ChartMenu({
  title,
  figureId,
  lines,
}: {
  title: string;
  figureId: string;
  lines: ReadonlyArray<ChartMenuLine>;
}) {
  const copy = useCopy();
  const toasts = useToasts();
  const save = async (format: "svg" | "png") => {
    const figure = document.getElementById(figureId);
    const saved = figure !== null && (await savePlot(figure, fileName(title), format).catch(() => false));
    if (!saved) toasts.add({ title: "There is no picture to save", kind: "error" });
  };
  return (
    <Menu
      trigger={
        <Button size="icon" aria-label={`More about ${title}`}>
          <Ellipsis aria-hidden="true" className="size-4" />
        </Button>
      }
    >
      {lines.map((line) =>
        "copy" in line ? (
          <MenuItem key={line.label} onClick={() => void copy(line.copy, line.done)}>
            {line.label}
          </MenuItem>
        ) : (
          <MenuLink key={line.label} href={line.href} isFile={line.isFile}>
            {line.label}
          </MenuLink>
        ),
      )}
      <MenuItem onClick={() => void save("svg")}>Download SVG</MenuItem>
      <MenuItem onClick={() => void save("png")}>Download PNG</MenuItem>
    </Menu>
  );
}

function fileName(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
