import { Counter, collectDefaultMetrics, Gauge, type Registry } from "prom-client";
import { webhookFailures } from "./webhook-failures";

/** How an instance stands at the moment it is asked. */
export type InstanceReadings = {
  version: string;
  /** Requests that ended and are not in the log yet. */
  queueDepth: () => number;
  runningCalls: () => number;
  /** What is left of the spending limit that is used up furthest, from 0 to 1, by whose limit it is. */
  budgetsLeft: () => Promise<ReadonlyArray<{ scope: string; ratio: number }>>;
};

/** Gauges of prom-client that call themselves counters, which promtool refuses; those without `_total` say the same by type. */
const MISNAMED = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

/** Gauges that are read when Prometheus asks, and those of the process: event loop, memory, CPU. */
export function instanceMetrics(registry: Registry, readings: InstanceReadings): void {
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const build = { name: "layer_build_info", help: "The version that runs.", labelNames: ["version"] };
  new Gauge({ ...build, registers }).set({ version: readings.version }, 1);
  gauge("layer_usage_queue_depth", "Ended calls that are not in the log yet.", readings.queueDepth);
  gauge("layer_running_requests", "Calls that are being answered.", readings.runningCalls);
  new Gauge({
    name: "layer_budget_remaining_ratio",
    help: "What is left of the spending limit that is used up furthest, 0 to 1.",
    labelNames: ["scope"],
    registers,
    async collect() {
      const budgets = await readings.budgetsLeft();
      this.reset();
      for (const { scope, ratio } of budgets) this.set({ scope }, ratio);
    },
  });
  const failures = {
    name: "layer_webhook_failures_total",
    help: "Attempts of this instance to deliver an event that failed.",
  };
  new Counter({
    ...failures,
    registers,
    collect() {
      this.reset();
      this.inc(webhookFailures());
    },
  });

  function gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
}
