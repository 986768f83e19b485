import { loadScopeChoices } from "../load-scope-choices";
import { viewerRoute } from "../viewer-route";

export const GET = viewerRoute(loadScopeChoices);
