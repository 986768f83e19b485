"use server";

import { refresh } from "next/cache";
import {
  createGateInput,
  duplicateGateInput,
  gateIdInput,
  gateLimitsInput,
  gatePayloadsInput,
  restoreGateInput,
  updateGateInput,
} from "@/lib/gates/contract";
import { createGate } from "@/lib/gates/create-gate";
import { deleteGate } from "@/lib/gates/delete-gate";
import { duplicateGate } from "@/lib/gates/duplicate-gate";
import { importGates } from "@/lib/gates/import-gates";
import { planGateImport } from "@/lib/gates/plan-gate-import";
import { restoreGate } from "@/lib/gates/restore-gate";
import { setDefaultGate } from "@/lib/gates/set-default-gate";
import { setGateLimits } from "@/lib/gates/set-gate-limits";
import { setGatePayloads } from "@/lib/gates/set-gate-payloads";
import { updateGate } from "@/lib/gates/update-gate";
import { defineAction } from "@/lib/transport/define-action";
import { applyImportInput, planImportInput } from "./import-contract";

const create = defineAction(createGateInput, createGate);
const update = defineAction(updateGateInput, updateGate);
const remove = defineAction(gateIdInput, deleteGate);
const duplicate = defineAction(duplicateGateInput, duplicateGate);
const restore = defineAction(restoreGateInput, restoreGate);
const setDefault = defineAction(gateIdInput, setDefaultGate);
const setPayloads = defineAction(gatePayloadsInput, setGatePayloads);
const setLimits = defineAction(gateLimitsInput, setGateLimits);
const planImport = defineAction(planImportInput, (ctx, { text }) => planGateImport(ctx, text));
const applyImport = defineAction(applyImportInput, importGates);

/** Refreshes nothing: the editor goes on to the new gate's own page. */
export async function createGateAction(input: unknown) {
  return create(input);
}

export async function updateGateAction(input: unknown) {
  const result = await update(input);
  refresh();
  return result;
}

/** Refreshes nothing: the page of the gate would turn into "not found" before it is left. */
export async function deleteGateAction(input: unknown) {
  return remove(input);
}

export async function duplicateGateAction(input: unknown) {
  const result = await duplicate(input);
  refresh();
  return result;
}

export async function restoreGateAction(input: unknown) {
  const result = await restore(input);
  refresh();
  return result;
}

export async function setDefaultGateAction(input: unknown) {
  const result = await setDefault(input);
  refresh();
  return result;
}

/** Changes nothing: it only tells what applying would change. */
export async function planImportAction(input: unknown) {
  return planImport(input);
}

export async function applyImportAction(input: unknown) {
  const result = await applyImport(input);
  refresh();
  return result;
}

export async function setGatePayloadsAction(input: unknown) {
  const result = await setPayloads(input);
  refresh();
  return result;
}

export async function setGateLimitsAction(input: unknown) {
  const result = await setLimits(input);
  refresh();
  return result;
}
