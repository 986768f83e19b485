import { addUpUsageJob } from "./add-up-usage";
import { alertMail } from "./alert-mail";
import { expiredRowsJob } from "./expired-rows-job";
import { oldExports, writeExportsJob } from "./export-jobs";
import { foldUsageJob } from "./fold-usage";
import { forgetCountersJob } from "./forget-counters";
import { keyReminders } from "./key-reminders";
import { monthsAheadJob } from "./months-ahead";
import { purgePayloadsJob } from "./purge-payloads";
import { releaseSpendingJob } from "./release-spending-job";
import { retentionJob } from "./retention-job";
import type { Job } from "./run-job";
import { squareSpendingJob } from "./square-spending";
import { watchKeysJob } from "./watch-keys";
import { watchSpendingJob } from "./watch-spending-job";
import { oldDeliveries, webhookDeliveries } from "./webhook-jobs";

/** Everything that runs on a clock. A new job is a file and a line here. */
export const JOBS: readonly Job[] = [
  keyReminders(),
  watchKeysJob,
  watchSpendingJob,
  webhookDeliveries,
  oldDeliveries,
  addUpUsageJob,
  purgePayloadsJob,
  forgetCountersJob,
  foldUsageJob,
  releaseSpendingJob,
  alertMail,
  monthsAheadJob,
  retentionJob,
  expiredRowsJob,
  writeExportsJob,
  oldExports,
  squareSpendingJob,
];
