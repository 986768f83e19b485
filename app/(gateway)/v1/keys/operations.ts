import { duplicateEndpoints } from "./[id]/duplicate/endpoints";
import { keyByIdEndpoints } from "./[id]/endpoints";
import { leakEndpoints, leakResolutionEndpoints } from "./[id]/leak/endpoints";
import { leakCallsEndpoints, leakExportEndpoints, leakReportEndpoints } from "./[id]/leak-report/endpoints";
import { restoreEndpoints } from "./[id]/restore/endpoints";
import { rotateEndpoints } from "./[id]/rotate/endpoints";
import { scopePreviewEndpoints } from "./[id]/scope-preview/endpoints";
import { secretByIdEndpoints, secretsEndpoints } from "./[id]/secrets/endpoints";
import { bulkEndpoints } from "./bulk/endpoints";
import { keysEndpoints } from "./endpoints";
import { findEndpoints } from "./find/endpoints";
import { policyEndpoints } from "./policy/endpoints";
import { reportEndpoints } from "./report/endpoints";
import { githubReportEndpoints } from "./report/github/endpoints";

/** Every operation below `/v1/keys`. */
export const operations = [
  ...keysEndpoints,
  ...bulkEndpoints,
  ...keyByIdEndpoints,
  ...rotateEndpoints,
  ...secretsEndpoints,
  ...secretByIdEndpoints,
  ...scopePreviewEndpoints,
  ...restoreEndpoints,
  ...duplicateEndpoints,
  ...leakEndpoints,
  ...leakReportEndpoints,
  ...leakCallsEndpoints,
  ...leakExportEndpoints,
  ...leakResolutionEndpoints,
  ...findEndpoints,
  ...policyEndpoints,
  ...reportEndpoints,
  ...githubReportEndpoints,
].map(({ operation }) => operation);
