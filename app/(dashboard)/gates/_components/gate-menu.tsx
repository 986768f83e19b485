"use client";

import {
  ChartColumn,
  Copy,
  CopyPlus,
  Download,
  Ellipsis,
  FlaskConical,
  Pencil,
  Star,
  Trash2,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { useCopy } from "@/components/ui/use-copy";
import { useGateDialogs } from "./gate-dialogs";
import type { NamedGate } from "./named-gate";
import { useGateActions } from "./use-gate-actions";

/** What can be done with a gate, from the list or from its own page. */
export function GateMenu({ gate, from }: { gate: NamedGate; from: "list" | "page" }) {
  const dialogs = useGateDialogs();
  const copy = useCopy();
  const router = useRouter();
  const { duplicate, makeDefault } = useGateActions();
  return (
    <Menu
      trigger={
        <Button
          size="icon"
          variant={from === "list" ? "ghost" : "secondary"}
          aria-label={`Actions for ${gate.name}`}
          icon={<Ellipsis aria-hidden="true" className="size-4" />}
        />
      }
    >
      {from === "list" ? (
        <>
          <MenuLink href={`/gates/${gate.id}#test`} icon={<FlaskConical aria-hidden="true" />}>
            Test
          </MenuLink>
          <MenuLink href={`/gates/${gate.id}`} icon={<Pencil aria-hidden="true" />}>
            Edit
          </MenuLink>
        </>
      ) : null}
      <MenuLink href={`/gates/${gate.id}/usage`} icon={<ChartColumn aria-hidden="true" />}>
        Usage
      </MenuLink>
      <MenuItem icon={<CopyPlus aria-hidden="true" />} onClick={() => void duplicate(gate)}>
        Duplicate
      </MenuItem>
      <MenuItem icon={<Copy aria-hidden="true" />} onClick={() => void copy(gate.id, "Gate id copied")}>
        Copy id
      </MenuItem>
      <MenuItem icon={<Download aria-hidden="true" />} onClick={() => dialogs.askExport(gate)}>
        Export…
      </MenuItem>
      {gate.isDefault ? null : (
        <MenuItem icon={<Star aria-hidden="true" />} onClick={() => void makeDefault(gate)}>
          Make default
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem
        danger
        icon={<Trash2 aria-hidden="true" />}
        onClick={() => dialogs.askDelete(gate, from === "page" ? () => router.push("/gates") : undefined)}
      >
        Delete…
      </MenuItem>
    </Menu>
  );
}
