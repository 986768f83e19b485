import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { projectRoot } from "@/db/project-root";
import { instanceMetrics } from "./instance-metrics";
import { requestMetrics } from "./request-metrics";

type Panel = { title: string; targets: Array<{ expr: string; legendFormat: string }> };

test("the dashboard for Grafana asks only for metrics and labels that there are", () => {
  const registry = new Registry();
  const readings = {
    version: "1.0.0",
    queueDepth: () => 0,
    runningCalls: () => 0,
    budgetsLeft: async () => [],
  };
  instanceMetrics(registry, readings);
  requestMetrics(registry);
  const labels = new Map(
    registry
      .getMetricsAsArray()
      .map((metric) => [metric.name, (Reflect.get(metric, "labelNames") as string[] | undefined) ?? []]),
  );
  const { panels }: { panels: Panel[] } = JSON.parse(
    readFileSync(join(projectRoot(), "deploy/grafana/layer.json"), "utf8"),
  );
  expect(panels.length).toBeGreaterThan(10);
  for (const { title, targets } of panels) {
    for (const { expr, legendFormat } of targets) {
      const names = [...expr.matchAll(/\b(?:layer|nodejs|process)_\w+/g)].map(([name]) =>
        name.replace(/_bucket$/, ""),
      );
      expect(names.length, title).toBeGreaterThan(0);
      for (const name of names) expect([...labels.keys()], title).toContain(name);
      const known = new Set(["instance", "le", ...names.flatMap((name) => labels.get(name) ?? [])]);
      const used = [
        ...[...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(/,\s*/)),
        ...[...expr.matchAll(/(\w+)=~?"/g)].map(([, label = ""]) => label),
        ...[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label),
      ];
      for (const label of used) expect([...known], title).toContain(label);
    }
  }
  const shown = JSON.stringify(panels);
  for (const name of labels.keys()) if (name.startsWith("layer_")) expect(shown).toContain(name);
});
